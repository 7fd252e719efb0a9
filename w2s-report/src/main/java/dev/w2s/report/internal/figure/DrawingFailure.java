package dev.w2s.report.internal.figure;

import java.awt.AWTError;
import java.io.IOException;
import java.util.Optional;

/// Why a picture could not be drawn. Java needs a font library for one, which small machines may
/// lack; what it throws then depends on what is missing.
public final class DrawingFailure {
  private DrawingFailure() {}

  /// What draws.
  public interface Drawing<T> {
    /// Draws.
    T draw() throws IOException;
  }

  /// Draws, or says why that was not possible.
  ///
  /// @param drawn is given what was drawn
  /// @return the reason, in words
  public static <T> Optional<String> of(Drawing<T> drawing, Taker<T> drawn) throws IOException {
    T picture;
    try {
      picture = drawing.draw();
    } catch (IOException | RuntimeException | LinkageError | InternalError | AWTError e) {
      return Optional.of(words(e));
    }
    drawn.take(picture);
    return Optional.empty();
  }

  /// Keeps what was drawn.
  public interface Taker<T> {
    /// Keeps it.
    void take(T drawn) throws IOException;
  }

  private static String words(Throwable e) {
    return e instanceof UndrawableException
        ? String.valueOf(e.getMessage())
        : "Java could not draw (%s); it needs -Djava.awt.headless=true where there is no screen, and a font library with fonts, such as the packages fontconfig and fonts-dejavu-core"
            .formatted(e);
  }
}
