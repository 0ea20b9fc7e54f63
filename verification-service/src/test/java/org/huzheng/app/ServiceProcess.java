package org.huzheng.app;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import org.huzheng.settings.SettingsException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance of the service as a process of its own: {@code ServiceProcess SETTINGS-FILE}. Exit code 2 when the settings are refused. */
public final class ServiceProcess {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceProcess.class);

    private ServiceProcess() {}

    /** Starts the instance and stays until the process is asked to end. */
    public static void main(String[] args) throws InterruptedException {
        if (args.length != 1) {
            refuse("expected one argument, the settings file; found " + args.length);
            return;
        }
        VerificationService service;
        try {
            service = VerificationService.start(ServiceConfiguration.read(Path.of(args[0]), System.getenv()));
        } catch (SettingsException | ServiceStartFailure e) {
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

    private static void refuse(String why) {
        LOG.error("the service does not start: {}", why);
        System.exit(2);
    }
}
