package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class MainTest {
  private final StringWriter out = new StringWriter();
  private final CommandLine main = Main.commandLine().setOut(new PrintWriter(out));

  @Test
  void versionNamesBuildJdkAndSystem() {
    assertThat(main.execute("version")).isZero();

    assertThat(out.toString().lines())
        .satisfiesExactly(
            build -> assertThat(build).matches("w2s \\d+\\.\\d+\\.\\d+\\S*( \\(commit \\S+\\))?"),
            jdk -> assertThat(jdk).startsWith("JDK " + Runtime.version()),
            system -> assertThat(system).contains(System.getProperty("os.arch")),
            libtorch -> assertThat(libtorch).matches("libtorch \\d+\\.\\d+\\.\\d+\\S*"));
  }

  @Test
  void commitIsNamedWhereItIsKnown() {
    Properties build = new Properties();
    build.setProperty("version", "1.2");
    build.setProperty("commit", "");
    assertThat(BuildVersion.build(build)).isEqualTo("1.2");

    build.setProperty("commit", "0a1b2c3-dirty");
    assertThat(BuildVersion.build(build)).isEqualTo("1.2 (commit 0a1b2c3-dirty)");
  }

  @Test
  void helpNamesTheCommandsAndHowToCompleteThem() {
    assertThat(main.execute("--help")).isZero();

    assertThat(out.toString()).contains("version", "source <(w2s generate-completion)");
  }

  static Stream<String> commands() {
    return paths("", Main.commandLine());
  }

  private static Stream<String> paths(String before, CommandLine command) {
    return command.getSubcommands().entrySet().stream()
        .flatMap(sub -> {
          String path = before + sub.getKey();
          return Stream.concat(Stream.of(path), paths(path + " ", sub.getValue()));
        });
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandExplainsItself(String command) {
    String[] arguments = (command + " --help").split(" ", -1);
    assertThat(main.execute(arguments)).isZero();
    assertThat(out.toString()).startsWith("Usage: w2s " + command);
  }

  @Test
  void completionIsAShellScript() {
    assertThat(main.execute("generate-completion")).isZero();

    assertThat(out.toString()).startsWith("#!/usr/bin/env bash").contains("complete -F");
  }
}
