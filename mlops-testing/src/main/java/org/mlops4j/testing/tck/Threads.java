package org.mlops4j.testing.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Runs a task in several threads at once. */
final class Threads {

    private Threads() {}

    /** What one thread does; threads are numbered from 0. */
    @FunctionalInterface
    interface Task<T> {

        T run(int thread) throws Exception;
    }

    /** Starts all together and gives their answers in the order of the threads. */
    static <T> List<T> together(int threads, Task<T> task) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Callable<T>> tasks = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                int number = thread;
                tasks.add(() -> {
                    start.await();
                    return task.run(number);
                });
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(tasks)) {
                answers.add(future.get());
            }
            return answers;
        } finally {
            pool.shutdownNow();
        }
    }
}
