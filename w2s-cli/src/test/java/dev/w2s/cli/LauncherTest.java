package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.w2s.cli.Checkout.Result;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Tries `./w2s` in checkouts of its own, with scripts for Maven and the JDKs.
@Timeout(60)
class LauncherTest {
  private Checkout checkout;

  @BeforeAll
  static void needsBash() {
    boolean bash =
        Stream.of(System.getenv("PATH").split(File.pathSeparator))
            .anyMatch(folder -> Files.isExecutable(Path.of(folder, "bash")));
    assumeTrue(bash, "the launcher is a bash script, and there is no bash on the PATH");
  }

  @BeforeEach
  void makeCheckout(@TempDir Path folder) throws IOException {
    checkout = new Checkout(folder);
  }

  @Nested
  class Jdk {
    @Test
    void newestOfTheUsualFoldersIsTaken() throws Exception {
      checkout.addJdk("a", "25.0.10");
      Path newest = checkout.addJdk("b", "26.0.2");
      checkout.addJdk("c", "26.0.1");
      checkout.addJdk("d", "17.0.15");

      assertThat(checkout.w2s().out()).contains("java " + newest);
    }

    @Test
    void versionsAreComparedAsNumbers() throws Exception {
      checkout.addJdk("a", "25.0.9");
      Path newest = checkout.addJdk("b", "25.0.10");

      assertThat(checkout.w2s().out()).contains("java " + newest);
    }

    @Test
    void foldersOfToolsAndSystemsAreSearched() throws Exception {
      for (String folder :
          new String[] {
            "home/.sdkman/candidates/java/25.0.1-tem",
            "home/.jdks/temurin-26.0.1",
            "opt/jdk-27",
            "usr/java/jdk-28",
            "Library/Java/JavaVirtualMachines/t-29.jdk/Contents/Home",
            "opt/homebrew/opt/openjdk@30"
          }) {
        String version = folder.replaceAll(".*?(\\d[.\\d]*).*", "$1");
        Path jdk = checkout.addJdk(checkout.root.resolve(folder), version);
        assertThat(checkout.w2s().out()).contains("java " + jdk);
      }
    }

    @Test
    void javaHomeWins() throws Exception {
      checkout.addJdk("newer", "27");
      Path chosen = checkout.addJdk(checkout.root.resolve("my jdk"), "25");
      checkout.set("JAVA_HOME", chosen.toString());

      assertThat(checkout.w2s().out()).contains("java " + chosen);
    }

    @Test
    void oldJavaHomeIsPassedOver() throws Exception {
      Path found = checkout.addJdk("found", "25");
      checkout.set("JAVA_HOME", checkout.addJdk("old", "21.0.1").toString());

      assertThat(checkout.w2s().out()).contains("java " + found);
    }

    @Test
    void pathIsFollowedThroughLinks() throws Exception {
      checkout.addJdk("newer", "27");
      Path chosen = checkout.addJdk(checkout.root.resolve("elsewhere"), "25");
      Path javac = checkout.root.resolve("bin/javac");
      Files.delete(javac);
      Files.createSymbolicLink(javac, chosen.resolve("bin/javac"));

      assertThat(checkout.w2s().out()).contains("java " + chosen);
    }

    @Test
    void runtimeWithoutCompilerIsPassedOver() throws Exception {
      Path jdk = checkout.addJdk("jdk", "25");
      Files.delete(checkout.addJdk("jre", "26").resolve("bin/javac"));

      assertThat(checkout.w2s().out()).contains("java " + jdk);
    }

    @Test
    void oldJdkIsRefusedInOneLine() throws Exception {
      checkout.addJdk("old", "17.0.15");
      checkout.addJdk("older", "1.8.0_452");

      assertRefused(checkout.w2s("version"), "found 17.0.15");
      checkout.useTrueWrapper();
      assertRefused(
          checkout.run(checkout.home.resolve("mvnw").toString(), "verify"), "found 17.0.15");
    }

    @Test
    void noJdkIsRefusedInOneLine() throws Exception {
      assertRefused(checkout.w2s("version"), "found none");
    }

    private void assertRefused(Result result, String found) throws IOException {
      assertThat(result.exitCode()).isEqualTo(2);
      assertThat(result.out()).isEmpty();
      assertThat(result.err()).singleElement().asString().contains("JDK 25 or newer", found);
      assertThat(checkout.builds()).isZero();
    }
  }

  @Nested
  class Build {
    @BeforeEach
    void addJdk() throws IOException {
      checkout.addJdk("jdk", "25.0.1");
    }

    @Test
    void happensOnceWhileSourcesStayTheSame() throws Exception {
      checkout.w2s();
      Result second = checkout.w2s();

      assertThat(checkout.builds()).isEqualTo(1);
      assertThat(second.err()).isEmpty();
      assertThat(second.out()).anyMatch(line -> line.startsWith("arg -XX:AOTCache="));
    }

    @Test
    void happensAgainAfterAnyChange() throws Exception {
      checkout.w2s();
      checkout.write("w2s-core/src/main/java/A.java", "class A { }");
      checkout.w2s();
      assertThat(checkout.builds()).as("file changed").isEqualTo(2);
      Path added = checkout.write("w2s-core/src/main/java/B.java", "class B {}");
      checkout.w2s();
      assertThat(checkout.builds()).as("file added").isEqualTo(3);
      Files.delete(added);
      checkout.w2s();
      assertThat(checkout.builds()).as("file deleted").isEqualTo(4);
      checkout.write("w2s-core/pom.xml", "<project></project>");
      checkout.w2s();
      assertThat(checkout.builds()).as("pom.xml changed").isEqualTo(5);
      checkout.write("w2s-report/src/main/resources/r.txt", "r");
      checkout.w2s();
      assertThat(checkout.builds()).as("room furnished").isEqualTo(6);
    }

    @Test
    void doesNotHappenAfterWhatItDoesNotRead() throws Exception {
      checkout.w2s();
      checkout.write("w2s-core/src/test/java/ATest.java", "class ATest {}");
      checkout.write("README.md", "text");
      checkout.write("w2s-core/src/main/java/A.java", "class A {}");
      checkout.w2s();

      assertThat(checkout.builds()).isEqualTo(1);
    }

    @Test
    void happensAgainWhereALibraryIsGone() throws Exception {
      checkout.w2s();
      Files.delete(checkout.home.resolve("library.jar"));

      assertThat(checkout.w2s().exitCode()).isZero();
      assertThat(checkout.builds()).isEqualTo(2);
    }

    @Test
    void failureShowsTheErrorsAndTheLogAndIsNotKept() throws Exception {
      Path broken = checkout.write("broken", "");
      Result result = checkout.w2s("version");

      assertThat(result.exitCode()).isEqualTo(1);
      assertThat(result.out()).isEmpty();
      assertThat(result.err())
          .contains("w2s-core/A.java:[1,2] cannot find symbol", "  symbol: class B")
          .noneMatch(line -> line.contains("Help"))
          .last()
          .asString()
          .endsWith(checkout.home.resolve("target/build.log").toString());
      assertThat(checkout.kept()).isEmpty();
      Files.delete(broken);
      assertThat(checkout.w2s().exitCode()).isZero();
    }

    @Test
    void isDoneByOneOfTwoThatStartTogether() throws Exception {
      checkout.set("MAVEN_SECONDS", "1");
      String w2s = checkout.home.resolve("w2s").toString();
      Process first = checkout.start(w2s);
      Process second = checkout.start(w2s);

      assertThat(checkout.finish(first).exitCode()).isZero();
      assertThat(checkout.finish(second).exitCode()).isZero();
      assertThat(checkout.builds()).isEqualTo(1);
      assertThat(checkout.kept()).hasSize(1);
    }

    @Test
    void goesOnWhereABuilderDied() throws Exception {
      Process dead = checkout.start("bash", "-c", "exit");
      checkout.finish(dead);
      Path lock = checkout.home.resolve("target/launch/lock");
      Files.createDirectories(lock.getParent());
      Files.createSymbolicLink(lock, Path.of(Long.toString(dead.pid())));

      assertThat(checkout.w2s().exitCode()).isZero();
      assertThat(checkout.builds()).isEqualTo(1);
    }

    @Test
    void leavesTheJarsOfARunningProcessAlone() throws Exception {
      Path hold = checkout.write("hold", "");
      Process running = checkout.start(checkout.home.resolve("w2s").toString());
      running.getInputStream().read();
      Path used = checkout.kept().getFirst();
      checkout.write("w2s-core/src/main/java/A.java", "class A { }");
      Process other = checkout.start(checkout.home.resolve("w2s").toString());
      other.getInputStream().read();

      assertThat(checkout.kept()).hasSize(2).contains(used);
      Files.delete(hold);
      checkout.finish(running);
      checkout.finish(other);
      checkout.write("w2s-core/src/main/java/A.java", "class A {  }");
      checkout.w2s();
      assertThat(checkout.kept()).hasSize(1).doesNotContain(used);
    }

    @ParameterizedTest
    @CsvSource({
      "'', run s.yaml, false",
      "'', run --device cuda s.yaml, true",
      "'', run --device=cuda s.yaml, true",
      "'', run --device cpu cuda, false",
      "'', run --devices cuda, false",
      "cuda, version, true",
      "cuda, run --device cpu s.yaml, false",
      "cuda, run --device=auto s.yaml, false",
      "auto, run s.yaml, false"
    })
    void fetchesLibrariesOfCudaWhereTheyAreAskedForAlone(
        String variable, String arguments, boolean cuda) throws Exception {
      checkout.set("W2S_DEVICE", variable);
      Result result = checkout.w2s(arguments.split(" "));

      assertThat(checkout.orders())
          .singleElement()
          .asString()
          .satisfies(order -> assertThat(order.contains(" -Pcuda ")).isEqualTo(cuda));
      assertThat(result.out().contains("arg -Dorg.bytedeco.javacpp.platform.extension=-gpu"))
          .isEqualTo(cuda);
    }

    @Test
    void bothDevicesKeepTheirBuilds() throws Exception {
      checkout.w2s("version");
      checkout.w2s("run", "--device", "cuda");
      checkout.w2s("version");
      checkout.w2s("run", "--device", "cuda");

      assertThat(checkout.builds()).isEqualTo(2);
      assertThat(checkout.kept()).hasSize(2);
      checkout.write("w2s-core/src/main/java/A.java", "class A { }");
      checkout.w2s("version");
      assertThat(checkout.kept()).hasSize(1);
    }

    @Test
    void anotherJdkGetsItsOwnCache() throws Exception {
      checkout.w2s();
      checkout.addJdk("newer", "26");
      checkout.w2s();

      assertThat(checkout.builds()).isEqualTo(1);
      try (Stream<Path> files = Files.list(checkout.kept().getFirst())) {
        assertThat(files.filter(f -> f.toString().endsWith(".aot"))).hasSize(2);
      }
    }
  }

  @Nested
  class Run {
    @BeforeEach
    void addJdk() throws IOException {
      checkout.addJdk("jdk", "25.0.1");
    }

    @Test
    void argumentsAndExitCodePassThrough() throws Exception {
      checkout.set("JAVA_EXIT", "42");
      Result result = checkout.w2s("run", "my study.yaml", "", "*");

      assertThat(result.exitCode()).isEqualTo(42);
      assertThat(result.out())
          .endsWith("arg dev.w2s.cli.Main", "arg run", "arg my study.yaml", "arg ", "arg *");
    }

    @Test
    void linkFromElsewhereIsFollowed() throws Exception {
      Path link = checkout.root.resolve("bin/w2s");
      Files.createSymbolicLink(link, checkout.home.resolve("w2s"));

      assertThat(checkout.run(link.toString(), "version").out()).endsWith("arg version");
    }

    @Test
    void usersOptionsComeLast() throws Exception {
      checkout.set("W2S_JAVA_OPTS", "-Xmx8g -XX:+UseZGC");

      assertThat(checkout.w2s().out())
          .doesNotContain("arg -XX:+UseSerialGC")
          .endsWith("arg -Xmx8g", "arg -XX:+UseZGC", "arg dev.w2s.cli.Main");
    }

    @Test
    void waitingThreadsSleepUnlessTheUserSaysOtherwise() throws Exception {
      assertThat(checkout.w2s().out()).contains("waits PASSIVE 16");
      checkout.set("OMP_WAIT_POLICY", "ACTIVE");
      checkout.set("OPENBLAS_THREAD_TIMEOUT", "26");
      assertThat(checkout.w2s().out()).contains("waits ACTIVE 26");
    }

    @Test
    void freedMemoryStaysUnlessTheUserSaysOtherwise() throws Exception {
      assertThat(checkout.w2s().out()).contains("memory 1 134217728 1099511627776");
      checkout.set("MALLOC_MMAP_THRESHOLD_", "33554432");
      assertThat(checkout.w2s().out()).contains("memory 1 33554432 1099511627776");
    }
  }
}
