package dev.w2s.cli;

import dev.w2s.problem.BadInputException;
import dev.w2s.serve.Address;
import dev.w2s.serve.StoreServer;
import dev.w2s.store.Store;
import java.io.PrintWriter;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `w2s serve`.
@Command(
    name = "serve",
    description = {
      "Serves a live page of a store: studies, their steps, how far they are, their reports.",
      "It reads the store alone, and shows what any process runs on it. From the page, a run can be stopped and gone on with."
    })
final class ServeCommand implements Callable<Integer> {
  private static final int TOKEN_BYTES = 18;

  @Spec private CommandSpec spec;
  @Mixin private StoreOptions storeOptions;

  @Option(
      names = "--host",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description =
          "Where it listens (default: ${DEFAULT-VALUE}, which this machine alone reaches).")
  private String host;

  @Option(
      names = "--port",
      defaultValue = "8765",
      paramLabel = "N",
      description = "The port; 0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port;

  @Option(
      names = "--token",
      paramLabel = "WORD",
      description =
          "What a browser has to bring once (default: none, or a new one where other machines reach the page).")
  private @Nullable String token;

  @Option(
      names = "--watch-only",
      description = "Starts nothing: a run that was stopped is gone on with from a terminal alone.")
  private boolean watchOnly;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter screen = spec.commandLine().getOut();
    Address address = address();
    try (StoreServer server = started(address)) {
      String query = address.token().isEmpty() ? "" : "?token=" + address.token();
      screen.println("serving " + storeOptions.folder() + " at " + server.url() + query);
      screen.println("Ctrl-C ends it; studies that run go on");
      screen.flush();
      new CountDownLatch(1).await();
    }
    return CommandLine.ExitCode.OK;
  }

  private StoreServer started(Address address) {
    Store store = storeOptions.view();
    return watchOnly
        ? StoreServer.start(store, address)
        : StoreServer.start(store, address, Relaunch::command);
  }

  private Address address() {
    try {
      return new Address(host, port, token == null ? standard(host) : token);
    } catch (IllegalArgumentException e) {
      throw new BadInputException(String.valueOf(e.getMessage()));
    }
  }

  private static String standard(String host) {
    if (Address.isLoopback(host)) {
      return "";
    }
    byte[] bytes = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
