package dev.w2s.report;

import dev.w2s.file.DurableFiles;
import dev.w2s.report.internal.figure.DrawingFailure;
import dev.w2s.report.internal.figure.Figure;
import dev.w2s.report.internal.figure.FigureDrawer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Whether the figures of reports are drawn into files, too, and what draws them: for several
/// reports one after the other, by one thread.
public final class Pictures implements AutoCloseable {
  private static final String FOLDER = "figures";

  /// In that folder, the names of the files in it that were drawn, one a line.
  private static final String LIST = "drawn.txt";

  private static final Pattern OURS = Pattern.compile("[a-z-]+[.](svg|png)");

  private final boolean wanted;
  private @Nullable FigureDrawer drawer;

  /// Why drawing failed: it would fail again.
  private Optional<String> failure = Optional.empty();

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
  /// What else lies in the folder of the figures is left alone.
  ///
  /// @param figures asked for where they are to be drawn
  /// @param report its folder
  /// @param same whether the results in the folder are those of these figures
  /// @return what could not be drawn, and why
  List<String> write(Supplier<List<Figure>> figures, Path report, boolean same) throws IOException {
    Path folder = report.resolve(FOLDER);
    if (!same) {
      delete(folder);
    }
    if (!wanted || Files.exists(folder.resolve(LIST))) {
      return List.of();
    }
    List<Figure> all = figures.get();
    if (all.isEmpty()) {
      return List.of();
    }
    if (failure.isEmpty()) {
      failure = DrawingFailure.of(() -> drawn(all), files -> write(files, folder));
    }
    return failure.stream().map(reason -> "the figures were not drawn: " + reason).toList();
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

  /// The list of what is ours goes first, so that no drawing lies there that nobody knows of.
  private static void write(Map<String, byte[]> files, Path folder) throws IOException {
    Files.createDirectories(folder);
    Path list = folder.resolve(LIST);
    DurableFiles.write(list, lines(files.keySet()));
    try {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        DurableFiles.write(folder.resolve(file.getKey()), file.getValue());
      }
    } catch (IOException e) {
      delete(folder);
      throw e;
    }
  }

  private static byte[] lines(Set<String> names) {
    return (String.join("\n", names) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  private static void delete(Path folder) throws IOException {
    Path list = folder.resolve(LIST);
    if (!Files.exists(list)) {
      return;
    }
    for (String name : Files.readAllLines(list)) {
      if (OURS.matcher(name).matches()) {
        Files.deleteIfExists(folder.resolve(name));
      }
    }
    Files.delete(list);
    try {
      Files.delete(folder);
    } catch (DirectoryNotEmptyException e) {
      // Something of the user's lies there, too.
    }
  }

  @Override
  public void close() {
    if (drawer != null) {
      drawer.close();
    }
  }
}
