package dev.w2s.cli;

import dev.w2s.report.Pictures;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// Whether the figures of a report are drawn into files.
final class PictureOptions {
  @Option(
      names = "--figures",
      description =
          "Draws every figure of the report into files, too, as SVG and PNG in a folder figures; this takes some seconds.")
  private boolean figures;

  private @Nullable Pictures pictures;

  /// The same each time, so that what draws is loaded once.
  Pictures pictures() {
    if (pictures == null) {
      pictures = figures ? Pictures.ofFigures() : Pictures.none();
    }
    return pictures;
  }
}
