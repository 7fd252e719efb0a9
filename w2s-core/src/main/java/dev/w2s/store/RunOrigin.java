package dev.w2s.store;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/// Who runs a study.
///
/// @param host name of the machine
/// @param pid of the process
/// @param folder it was started in
/// @param arguments of the `w2s` command; empty where a program of one's own runs the study
public record RunOrigin(String host, long pid, String folder, List<String> arguments) {
  public RunOrigin {
    Objects.requireNonNull(host, "host");
    Objects.requireNonNull(folder, "folder");
    arguments = List.copyOf(arguments);
  }

  /// This process.
  public static RunOrigin here(List<String> arguments) {
    return new RunOrigin(
        hostName(),
        ProcessHandle.current().pid(),
        Path.of("").toAbsolutePath().toString(),
        arguments);
  }

  /// The name of this machine.
  public static String hostName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }
}
