package org.mlops4j.examples.quickstart;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * Scores applications with a logistic regression stored as ONNX, in ONNX Runtime inside this JVM.
 *
 * <p>Safe to call from many threads. A session computes each call on the caller's thread alone, so a score has the
 * same bits whoever asks and however busy the machine is. Closing a session in use would crash the JVM: the service
 * closes a model only when its last call has ended, so nothing here needs a lock.
 */
public final class OnnxScorer implements AutoCloseable {
    /** The metadata of the model file that names its features, one a line. */
    static final String FEATURES = "features";

    /** The metadata of the model file that names its outputs, one a line. */
    static final String LABELS = "labels";

    private static final long STACK_BYTES = 64 << 20;

    private final CreditEncoding encoding;
    private final OrtEnvironment environment;
    private final OrtSession.SessionOptions options;
    private final OrtSession session;
    private final String input;
    private final int bad;

    /** Loads a model; fails if it was not trained on the features of the encoding. */
    public OnnxScorer(Path model, CreditEncoding encoding) throws IOException {
        this.encoding = encoding;
        this.environment = environment();
        this.options = new OrtSession.SessionOptions();
        @Nullable OrtSession opened = null;
        try {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            opened = environment.createSession(model.toString(), options);
            Map<String, String> metadata = opened.getMetadata().getCustomMetadata();
            if (!encoding.names().equals(lines(metadata, FEATURES))) {
                throw new IOException(model + " must have been trained on the features of the encoding");
            }
            this.bad = lines(metadata, LABELS).indexOf(CreditTraining.BAD);
            if (bad < 0) {
                throw new IOException(model + " must have a label " + CreditTraining.BAD);
            }
            this.input = opened.getInputNames().iterator().next();
            this.session = opened;
        } catch (OrtException | IOException e) {
            release(opened, options);
            throw new IOException("cannot load " + model + ": " + e.getMessage(), e);
        }
    }

    /**
     * Making the environment, ONNX Runtime 1.29 walks the command line of the process with a recursion a character: a
     * long class path overflows the megabyte of stack that a thread of the JVM has by default, and the process dies
     * without a word. So it is made on a thread with more.
     */
    private static OrtEnvironment environment() throws IOException {
        FutureTask<OrtEnvironment> making = new FutureTask<>(OrtEnvironment::getEnvironment);
        new Thread(null, making, "onnx-environment", STACK_BYTES).start();
        try {
            return making.get();
        } catch (ExecutionException e) {
            throw new IOException("ONNX Runtime cannot start", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while ONNX Runtime started");
        }
    }

    /** The probability that the loan goes bad, in [0, 1], with the precision of a float. */
    public double probabilityOfBad(CreditApplication application) {
        double[] features = encoding.encode(application);
        float[] floats = new float[features.length];
        for (int i = 0; i < features.length; i++) {
            floats[i] = (float) features[i];
        }
        return run(floats);
    }

    /** Releases the native memory of the model. */
    @Override
    public void close() {
        release(session, options);
    }

    private double run(float[] features) {
        try (OnnxTensor row = OnnxTensor.createTensor(
                        environment, FloatBuffer.wrap(features), new long[] {1, features.length});
                OrtSession.Result result = session.run(Map.of(input, row))) {
            return ((OnnxTensor) result.get(0)).getFloatBuffer().get(bad);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not score: " + e.getMessage(), e);
        }
    }

    private static List<String> lines(Map<String, String> metadata, String key) {
        return metadata.getOrDefault(key, "").lines().toList();
    }

    // The options must outlive the session.
    private static void release(@Nullable OrtSession session, OrtSession.SessionOptions options) {
        try {
            if (session != null) {
                session.close();
            }
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime could not close the session: " + e.getMessage(), e);
        } finally {
            options.close();
        }
    }
}
