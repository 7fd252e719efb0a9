package dev.w2s.hub.internal;

import dev.w2s.problem.FailedException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/// Work on files side by side.
final class Parallel {
  /// What a hub's storage gives to one user without slowing down.
  private static final int WIDTH = 4;

  private Parallel() {}

  /// The results in the order of the inputs. The first failure ends all.
  static <A, B> List<B> map(List<A> inputs, Function<A, B> work) {
    if (inputs.size() <= 1) {
      return inputs.stream().map(work).toList();
    }
    try (ExecutorService pool = Executors.newFixedThreadPool(WIDTH, Thread.ofVirtual().factory())) {
      List<Callable<B>> calls =
          inputs.stream().<Callable<B>>map(input -> () -> work.apply(input)).toList();
      return results(calls, pool);
    }
  }

  private static <B> List<B> results(List<Callable<B>> calls, ExecutorService pool) {
    ExecutorCompletionService<B> finished = new ExecutorCompletionService<>(pool);
    List<Future<B>> futures = calls.stream().map(finished::submit).toList();
    try {
      for (int i = 0; i < calls.size(); i++) {
        finished.take().get();
      }
      List<B> results = new ArrayList<>(calls.size());
      for (Future<B> future : futures) {
        results.add(future.get());
      }
      return results;
    } catch (InterruptedException e) {
      pool.shutdownNow();
      throw HubClient.cancelled();
    } catch (ExecutionException e) {
      pool.shutdownNow();
      throw unwrapped(e);
    }
  }

  private static RuntimeException unwrapped(ExecutionException e) {
    return switch (e.getCause()) {
      case RuntimeException failure -> failure;
      case Error error -> throw error;
      case null, default -> new FailedException(String.valueOf(e.getMessage()), e);
    };
  }
}
