package dev.w2s.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.w2s.finding.Overview;
import dev.w2s.problem.BadInputException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportsTest {
  @TempDir Path folder;

  @Test
  void allFilesAreWrittenAndNoneIsLeftHalf() throws IOException {
    Path out = folder.resolve("a/b");

    Written written = Reports.write(Samples.clear(), Samples.BACKGROUND, out);

    try (Stream<Path> files = Files.list(out)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .contains(
              "CARD.md",
              "report.html",
              "results.json",
              "results.csv",
              "results.parquet",
              "comparisons.csv")
          .noneMatch(name -> name.endsWith(".tmp"));
    }
    assertThat(written.html()).isEqualTo(out.resolve("report.html"));
  }

  @Test
  void pictureIsDrawnOrTheReasonIsTold() throws IOException {
    Written written = Reports.write(Samples.clear(), Samples.BACKGROUND, folder);
    Path picture = folder.resolve("plot.png");

    if (Files.exists(picture)) {
      assertThat(ImageIO.read(picture.toFile()).getWidth()).isEqualTo(1_000);
      assertThat(written.warnings()).isEmpty();
    } else {
      assertThat(written.warnings()).singleElement().asString().contains("fontconfig");
    }
  }

  @Test
  void olderFilesAreReplacedByEqualBytes() throws IOException {
    Reports.write(Samples.clear(), Samples.BACKGROUND, folder);
    byte[] before = Files.readAllBytes(folder.resolve("results.json"));
    Reports.write(Samples.hostile(), Samples.BACKGROUND, folder);
    assertThat(folder.resolve("results.json")).content().contains("hostile");

    Reports.write(Samples.clear(), Samples.BACKGROUND, folder);

    assertThat(folder.resolve("results.json")).hasBinaryContent(before);
  }

  @Test
  void pictureOfEqualResultsIsKeptAndOfOthersDrawnAgain() throws IOException {
    Path picture = folder.resolve("plot.png");
    Reports.write(Samples.clear(), Samples.BACKGROUND, folder);
    byte[] mark = {1, 2, 3};
    Files.write(picture, mark);

    Reports.write(Samples.clear(), Samples.BACKGROUND, folder);
    assertThat(picture).hasBinaryContent(mark);

    Reports.write(Samples.hostile(), Samples.BACKGROUND, folder);
    if (Files.exists(picture)) {
      assertThat(Files.readAllBytes(picture)).isNotEqualTo(mark);
    }
  }

  @Test
  void figuresAreDrawnIntoFilesWhereAskedFor() throws IOException {
    Path figures = folder.resolve("figures");
    Path picture = figures.resolve("reliability.png");
    Path own = figures.resolve("photo.png");
    Files.createDirectories(figures);
    Files.write(own, new byte[] {4});
    Reports.write(Samples.clear(), Samples.BACKGROUND, folder);
    assertThat(figures).isDirectoryContaining(file -> file.equals(own));

    try (Pictures pictures = Pictures.ofFigures()) {
      // The results are the same, but nobody has drawn them.
      Written written = Reports.write(Samples.clear(), Samples.BACKGROUND, folder, pictures);
      assertThat(written.warnings()).isEmpty();
      assertThat(figures.resolve("reliability.svg")).content().contains("right as often");
      assertThat(ImageIO.read(picture.toFile()).getHeight()).isGreaterThan(500);

      byte[] mark = {1, 2, 3};
      Files.write(picture, mark);
      Reports.write(Samples.clear(), Samples.BACKGROUND, folder, pictures);
      assertThat(picture).as("equal results are not drawn again").hasBinaryContent(mark);

      Reports.write(Samples.hostile(), Samples.BACKGROUND, folder, pictures);
      assertThat(Files.readAllBytes(picture)).isNotEqualTo(mark);
    }
    Reports.write(Samples.clear(), Samples.BACKGROUND, folder);
    try (Stream<Path> left = Files.list(figures)) {
      assertThat(left).as("drawings of other results go").containsExactly(own);
    }
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("."));
    }
  }

  @Test
  void severalStudiesHaveOneReport() {
    Overview overview = Overview.of("both", List.of(Samples.clear(), Samples.hostile()));

    Written written = Reports.write(overview, "study: both\n", folder.resolve("both"));

    assertThat(written.html()).content().contains("hostile/report.html");
    assertThat(written.json()).content().contains("\"name\" : \"both\"", "\"pooled\"");
    assertThat(written.csv()).content().contains("\r\ngloss,", "\r\nhostile,");
    assertThat(written.comparisons())
        .content()
        .contains("\r\ngloss,wordnet-gloss,\"all-minilm-l6-v2, first 2 layers\",")
        .contains(",confidence,naive,0.0302,0.0119,0.0484,0.0042,0.0084,81,21,1.0E-5\r\n");
  }

  @Test
  void folderThatCannotBeMadeIsNamed() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));

    assertThatExceptionOfType(BadInputException.class)
        .isThrownBy(() -> Reports.write(Samples.clear(), Samples.BACKGROUND, file))
        .withMessage(file + ": a file lies where a folder is needed");
  }
}
