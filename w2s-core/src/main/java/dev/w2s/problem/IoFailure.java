package dev.w2s.problem;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.ReadOnlyFileSystemException;
import java.util.Locale;
import java.util.Optional;

/// Turns what the operating system says of a file into words.
public final class IoFailure {
  private IoFailure() {}

  /// What to tell the user of a failed read or write.
  ///
  /// @param path what was read or written
  /// @return a [BadInputException] where the user can mend it (space, rights, a missing file), else
  ///   a [FailedException]
  public static W2sException of(IOException failure, Path path) {
    return of(failure, path.toString());
  }

  /// The same for a failure that names its file itself, or none.
  public static W2sException of(IOException failure) {
    String file =
        failure instanceof FileSystemException f && f.getFile() != null ? f.getFile() : "";
    return of(failure, file);
  }

  private static W2sException of(IOException failure, String where) {
    return mendable(failure)
        .<W2sException>map(words -> new BadInputException(new Problem(where, words)))
        .orElseGet(() -> new FailedException(where + ": " + reason(failure), failure));
  }

  private static Optional<String> mendable(IOException failure) {
    String reason = reason(failure).toLowerCase(Locale.ROOT);
    if (reason.contains("no space left") || reason.contains("quota exceeded")) {
      return Optional.of(
          "no space left on this disk; free some, then run the same command again: what was finished is kept");
    }
    if (failure.getCause() instanceof ReadOnlyFileSystemException
        || reason.contains("read-only file system")) {
      return Optional.of("this file system is read-only; name a folder that can be written to");
    }
    if (failure instanceof AccessDeniedException || reason.contains("permission denied")) {
      return Optional.of("no permission; name a place this user may use, or change its rights");
    }
    if (failure instanceof FileAlreadyExistsException || reason.contains("not a directory")) {
      return Optional.of("a file lies where a folder is needed");
    }
    if (reason.contains("is a directory")) {
      return Optional.of("a folder lies where a file is needed");
    }
    if (failure instanceof NoSuchFileException) {
      return Optional.of("there is no such file or folder");
    }
    return Optional.empty();
  }

  private static String reason(IOException failure) {
    String said =
        failure instanceof FileSystemException f && f.getReason() != null
            ? f.getReason()
            : failure.getMessage();
    return said == null ? failure.getClass().getSimpleName() : said;
  }
}
