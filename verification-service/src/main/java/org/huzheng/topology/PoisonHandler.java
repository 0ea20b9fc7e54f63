package org.huzheng.topology;

import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.apache.kafka.streams.errors.LogAndContinueExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailExceptionHandler;
import org.huzheng.wire.UndecodableRecordException;

/**
 * Tells poison from an outage. A record that cannot be decoded goes to the dead-letter topic and the topology goes on; when the registry could
 * not be asked, the record may be good, so the topology stops and takes it up again after a restart. Nothing is lost either way.
 */
public final class PoisonHandler extends LogAndContinueExceptionHandler {
    @Override
    public Response handleError(
            ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception exception) {
        return isPoison(exception)
                ? super.handleError(context, record, exception)
                : new LogAndFailExceptionHandler().handleError(context, record, exception);
    }

    static boolean isPoison(Throwable exception) {
        if (exception instanceof UndecodableRecordException) {
            return true;
        }
        if (!(exception instanceof SerializationException)) {
            return false;
        }
        // deserializers that are not ours wrap an outage of the registry as a failure to deserialize
        for (Throwable cause = exception.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException) {
                return false;
            }
        }
        return true;
    }
}
