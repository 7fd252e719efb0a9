package dev.w2s.yaml;

import dev.w2s.problem.BadInputException;
import dev.w2s.problem.IoFailure;
import dev.w2s.problem.Problem;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Reads a file as UTF-8 text, or says why it cannot.
final class TextReader {
  /// A study or task file of a person is a few kilobytes; more is a data file given by mistake.
  private static final long LARGEST = 1 << 20;

  private TextReader() {}

  static String read(Path file) {
    if (Files.isDirectory(file)) {
      throw new BadInputException(Problem.in(file, "is a folder; a YAML file is expected"));
    }
    if (!Files.exists(file)) {
      throw new BadInputException(Problem.in(file, "there is no such file"));
    }
    return decode(file, bytes(file));
  }

  private static byte[] bytes(Path file) {
    try {
      long size = Files.size(file);
      if (size > LARGEST) {
        throw new BadInputException(
            Problem.in(file, "has " + size + " bytes; a YAML file here has at most " + LARGEST));
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw IoFailure.of(e, file);
    }
  }

  private static String decode(Path file, byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      throw new BadInputException(notUtf8(file, text, bytes[in.position()]));
    }
    return text.startsWith("\uFEFF") ? text.substring(1) : text;
  }

  private static Problem notUtf8(Path file, String before, byte wrong) {
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    int column = before.length() - before.lastIndexOf('\n');
    String message =
        "byte 0x%02X is not UTF-8 text; save the file as UTF-8".formatted(wrong & 0xFF);
    return Problem.at(file, line, column, message);
  }
}
