package dev.w2s.report;

import dev.w2s.file.DurableFiles;
import dev.w2s.report.internal.figure.DrawingFailure;
import dev.w2s.report.internal.figure.Figure;
import dev.w2s.report.internal.figure.FigureDrawer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Whether the figures of reports are drawn into files, too, and what draws them: for several
/// reports one after the other, by one thread.
public final class Pictures implements AutoCloseable {
  private static final String FOLDER = "figures";

  private final boolean wanted;
  private @Nullable FigureDrawer drawer;

  private Pictures(boolean wanted) {
    this.wanted = wanted;
  }

  /// The pages alone draw figures.
  public static Pictures none() {
    return new Pictures(false);
  }

  /// Beside each report a folder `figures` with an SVG and a PNG of each of its figures, in light
  /// colours and as the page first shows it. Some seconds for the first report, about one for each
  /// further.
  public static Pictures ofFigures() {
    return new Pictures(true);
  }

  /// Brings a report's folder up to date: drawings of equal results are kept, those of others go.
  ///
  /// @param report its folder
  /// @param same whether the results in the folder are those of these figures
  /// @return what could not be drawn, and why
  List<String> write(List<Figure> figures, Path report, boolean same) throws IOException {
    Path folder = report.resolve(FOLDER);
    if (Files.isDirectory(folder) && !same) {
      DurableFiles.deleteTree(folder);
    }
    if (!wanted || figures.isEmpty() || Files.isDirectory(folder)) {
      return List.of();
    }
    return DrawingFailure.of(() -> drawn(figures), files -> write(files, folder)).stream()
        .map(reason -> "the figures were not drawn: " + reason)
        .toList();
  }

  private Map<String, byte[]> drawn(List<Figure> figures) {
    if (drawer == null) {
      drawer = FigureDrawer.open();
    }
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (Figure figure : figures) {
      String svg = drawer.svg(figure);
      files.put(figure.id() + ".svg", svg.getBytes(StandardCharsets.UTF_8));
      files.put(figure.id() + ".png", FigureDrawer.png(svg));
    }
    return files;
  }

  private static void write(Map<String, byte[]> files, Path folder) throws IOException {
    Path unfinished = folder.resolveSibling(".w2s-" + FOLDER + "-" + UUID.randomUUID());
    try {
      Files.createDirectories(unfinished);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        DurableFiles.write(unfinished.resolve(file.getKey()), file.getValue());
      }
      DurableFiles.move(unfinished, folder);
    } finally {
      DurableFiles.deleteTree(unfinished);
    }
  }

  @Override
  public void close() {
    if (drawer != null) {
      drawer.close();
    }
  }
}
