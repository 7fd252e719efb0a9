package dev.w2s.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// A checkout with the true launcher, whose Maven and JDKs are scripts that write down what they
/// are asked.
final class Checkout {
  /// What a process said and how it ended.
  record Result(int exitCode, List<String> out, List<String> err) {}

  private static final String JAVA =
      """
      #!/usr/bin/env bash
      for arg in "$@"; do
        case $arg in -XX:AOTCacheOutput=*) echo cache >"${arg#*=}"; exit ;; esac
      done
      echo "java ${0%/bin/java}"
      echo "waits ${OMP_WAIT_POLICY-} ${OPENBLAS_THREAD_TIMEOUT-}"
      echo "memory ${MALLOC_ARENA_MAX-} ${MALLOC_MMAP_THRESHOLD_-} ${MALLOC_TRIM_THRESHOLD_-}"
      for arg in "$@"; do echo "arg $arg"; done
      while [ -e "$CHECKOUT/hold" ]; do sleep 0.05; done
      exit "${JAVA_EXIT:-0}"
      """;

  private static final String MAVEN =
      """
      #!/usr/bin/env bash
      echo "build $*" >>"$CHECKOUT/builds"
      for arg in "$@"; do
        case $arg in -Dquick=*) quick=${arg#*=} ;; esac
      done
      sleep "${MAVEN_SECONDS:-0}"
      if [ -e "$CHECKOUT/broken" ]; then
        echo "[ERROR] COMPILATION ERROR : "
        echo "[ERROR] $CHECKOUT/w2s-core/A.java:[1,2] cannot find symbol"
        echo "  symbol: class B"
        echo "[ERROR] Failed to execute goal x: Compilation failure"
        echo "[ERROR] -> [Help 1]"
        exit 1
      fi
      mkdir -p "$quick/w2s-cli"
      touch "$quick/w2s-cli/w2s-cli-1.jar" "$CHECKOUT/library.jar"
      printf %s "$CHECKOUT/library.jar" >"$quick/libraries"
      """;

  final Path home;
  final Path root;
  private final Map<String, String> environment = new HashMap<>();

  Checkout(Path folder) throws IOException {
    Path repository = Path.of("..").toRealPath();
    home = Files.createDirectories(folder.resolve("the checkout")).toRealPath();
    root = Files.createDirectories(folder.resolve("root")).toRealPath();
    copy(repository.resolve("w2s"), home.resolve("w2s"));
    copy(repository.resolve(".mvn/find-jdk.sh"), home.resolve(".mvn/find-jdk.sh"));
    script(home.resolve("mvnw"), MAVEN);
    write("pom.xml", "<project/>");
    write("w2s-core/pom.xml", "<project/>");
    write("w2s-core/src/main/java/A.java", "class A {}");
    script(root.resolve("bin/javac"), "#!/bin/sh\n");
    environment.put("PATH", root.resolve("bin") + ":" + System.getenv("PATH"));
    environment.put("HOME", root.resolve("home").toString());
    environment.put("JDK_ROOT", root.toString());
    environment.put("CHECKOUT", home.toString());
  }

  /// Puts the true Maven wrapper in the place of the script.
  void useTrueWrapper() throws IOException {
    copy(Path.of("../mvnw"), home.resolve("mvnw"));
  }

  /// Adds a JDK to the folder where Linux has them.
  Path addJdk(String folder, String version) throws IOException {
    return addJdk(root.resolve("usr/lib/jvm").resolve(folder), version);
  }

  Path addJdk(Path jdk, String version) throws IOException {
    script(jdk.resolve("bin/java"), JAVA);
    script(jdk.resolve("bin/javac"), "#!/bin/sh\n");
    Files.writeString(
        jdk.resolve("release"), "IMPLEMENTOR=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
    return jdk;
  }

  void set(String variable, String value) {
    environment.put(variable, value);
  }

  Path write(String file, String text) throws IOException {
    Path path = home.resolve(file);
    Files.createDirectories(path.getParent());
    return Files.writeString(path, text);
  }

  /// How often Maven was asked to build.
  long builds() throws IOException {
    return orders().size();
  }

  /// What Maven was asked for, each time.
  List<String> orders() throws IOException {
    Path builds = home.resolve("builds");
    return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
  }

  /// The builds that are kept.
  List<Path> kept() throws IOException {
    try (Stream<Path> builds = Files.list(home.resolve("target/launch"))) {
      return builds.sorted().toList();
    }
  }

  Process start(String... command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).directory(root.toFile());
    builder
        .environment()
        .keySet()
        .removeAll(
            List.of(
                "JAVA_HOME",
                "MALLOC_ARENA_MAX",
                "MALLOC_MMAP_THRESHOLD_",
                "MALLOC_TRIM_THRESHOLD_",
                "OMP_WAIT_POLICY",
                "OPENBLAS_THREAD_TIMEOUT",
                "W2S_DEVICE",
                "W2S_JAVA_OPTS"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  Result finish(Process process) throws IOException, InterruptedException {
    List<String> out = new String(process.getInputStream().readAllBytes(), UTF_8).lines().toList();
    List<String> err = new String(process.getErrorStream().readAllBytes(), UTF_8).lines().toList();
    return new Result(process.waitFor(), out, err);
  }

  Result run(String... command) throws IOException, InterruptedException {
    return finish(start(command));
  }

  /// Runs `./w2s` with arguments.
  Result w2s(String... arguments) throws IOException, InterruptedException {
    return run(
        Stream.concat(Stream.of("bash", home.resolve("w2s").toString()), Stream.of(arguments))
            .toArray(String[]::new));
  }

  private static void copy(Path from, Path to) throws IOException {
    script(to, Files.readString(from));
  }

  private static void script(Path path, String text) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
    if (!path.toFile().setExecutable(true)) {
      throw new IOException("cannot make " + path + " executable");
    }
  }
}
