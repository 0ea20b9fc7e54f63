package org.huzheng.app;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** One instance of the service as a process of its own: {@code Main SETTINGS-FILE}. Exit code 2 when the settings are refused. */
public final class Main {
    private Main() {}

    /** Starts the instance and stays until the process is asked to end. */
    public static void main(String[] args) throws InterruptedException {
        if (args.length != 1) {
            refuse("expected one argument, the settings file; found " + args.length);
            return;
        }
        VerificationService service;
        try {
            service = VerificationService.start(ServiceConfiguration.read(Path.of(args[0])));
        } catch (SettingsException e) {
            refuse(String.valueOf(e.getMessage()));
            return;
        }
        CountDownLatch ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            service.close();
            ended.countDown();
        }));
        ended.await();
    }

    @SuppressWarnings("SystemOut") // the process has nobody else to tell
    private static void refuse(String why) {
        System.err.println("huzheng service: " + why);
        System.exit(2);
    }
}
