package dev.w2s.data.internal;

import com.github.luben.zstd.ZstdInputStream;
import com.github.luben.zstd.ZstdOutputStream;
import dev.w2s.problem.BadInputException;
import dev.w2s.problem.Problem;
import java.io.BufferedInputStream;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/// What a file's name says of its content.
///
/// @param format how records are written
/// @param compression what lies around them
public record FileKind(Format format, Compression compression) {
  /// The endings that are read, for people.
  public static final String ENDINGS =
      ".jsonl, .ndjson, .csv, .tsv (each also with .gz or .zst) and .parquet";

  private static final Map<String, Format> FORMATS =
      Map.of(
          "jsonl", Format.JSON_LINES,
          "ndjson", Format.JSON_LINES,
          "csv", Format.COMMAS,
          "tsv", Format.TABS,
          "parquet", Format.PARQUET);

  /// How records are written.
  public enum Format {
    /// One JSON object a line.
    JSON_LINES,
    /// RFC 4180, with a header.
    COMMAS,
    /// Tabs between fields, nothing quoted (IANA `text/tab-separated-values`), with a header.
    TABS,
    /// Apache Parquet.
    PARQUET
  }

  /// What lies around the records.
  public enum Compression {
    NONE,
    GZIP,
    ZSTANDARD
  }

  /// The kind of a file by the ending of its name.
  ///
  /// @throws BadInputException where the ending is none of [#ENDINGS]
  public static FileKind of(Path file) {
    return find(file)
        .orElseThrow(() ->
            new BadInputException(
                Problem.in(file, "no reader for this ending; known are " + ENDINGS)));
  }

  /// The kind of a file; empty where the ending is none of [#ENDINGS].
  public static Optional<FileKind> find(Path file) {
    String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
    Compression compression = compression(name);
    String bare = bareName(file).toLowerCase(Locale.ROOT);
    return Optional.ofNullable(FORMATS.get(bare.substring(bare.lastIndexOf('.') + 1)))
        .filter(format -> format != Format.PARQUET || compression == Compression.NONE)
        .map(format -> new FileKind(format, compression));
  }

  /// Whether a file has a name and one of [#ENDINGS].
  static boolean isNamed(Path file, Path stem) {
    String bare = bareName(file);
    int dot = bare.lastIndexOf('.');
    return find(file).isPresent()
        && bare.substring(0, dot).equals(String.valueOf(stem.getFileName()));
  }

  /// A file's name without the ending of its compression, which says nothing of its records.
  static String bareName(Path file) {
    String name = String.valueOf(file.getFileName());
    return compression(name.toLowerCase(Locale.ROOT)) == Compression.NONE
        ? name
        : withoutEnding(name);
  }

  /// The file's records as bytes, decompressed. Reading fails with an [IOException] where a
  /// compressed file is cut short or its checksum is wrong.
  InputStream open(Path file) throws IOException {
    InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      return switch (compression) {
        case NONE -> bytes;
        case GZIP -> new GZIPInputStream(bytes, 1 << 16);
        case ZSTANDARD -> new BufferedInputStream(new ZstdInputStream(bytes), 1 << 16);
      };
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  /// A new file of text, compressed as its name says.
  Writer create(Path file) throws IOException {
    OutputStream bytes = Files.newOutputStream(file);
    try {
      OutputStream packed =
          switch (compression) {
            case NONE -> bytes;
            case GZIP -> new GZIPOutputStream(bytes, 1 << 16);
            case ZSTANDARD -> new ZstdOutputStream(bytes).setChecksum(true);
          };
      return new BufferedWriter(new OutputStreamWriter(packed, StandardCharsets.UTF_8), 1 << 16);
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }

  private static Compression compression(String name) {
    if (name.endsWith(".gz")) {
      return Compression.GZIP;
    }
    return name.endsWith(".zst") ? Compression.ZSTANDARD : Compression.NONE;
  }

  private static String withoutEnding(String name) {
    return name.substring(0, name.lastIndexOf('.'));
  }
}
