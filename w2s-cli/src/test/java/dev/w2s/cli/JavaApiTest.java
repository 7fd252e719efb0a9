package dev.w2s.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaApiTest {
  private static final Path EXAMPLE = Path.of("../examples/FirstStudy.java").toAbsolutePath();

  @TempDir Path temp;

  @Test
  void exampleCompilesAndRuns() throws IOException, InterruptedException {
    TinyStudy tiny = TinyStudy.in(temp);
    Files.write(tiny.file("train.jsonl"), TinyStudy.rows(1200));

    Program.Ended first = java("mood.yaml", "file:model", "file:model");
    Program.Ended second = java("mood.yaml", "file:model", "file:model");

    assertThat(first.code()).as(first.out()).isZero();
    assertThat(first.out())
        .contains("first", "weak labels", "student (naive)", "student (confidence)", "ceiling");
    assertThat(second.out()).isEqualTo(first.out());
    assertThat(
            Program.run(
                    "query",
                    "--store",
                    tiny.file(".w2s"),
                    "--csv",
                    "select study, done = steps from studies")
                .out())
        .as("the study is known in the store")
        .endsWith("first,true\r\n");
  }

  @Test
  void pageShowsTheExampleAsItIs() throws IOException {
    assertThat(Path.of("../docs/java.md")).content().contains(Files.readString(EXAMPLE));
  }

  private Program.Ended java(String... arguments) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:+UseSerialGC",
                "-cp",
                Program.run("classpath").out().strip(),
                EXAMPLE.toString()));
    command.addAll(List.of(arguments));
    Path log = temp.resolve("log");
    Process process =
        new ProcessBuilder(command)
            .directory(temp.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    return new Program.Ended(process.exitValue(), Files.readString(log), "");
  }
}
