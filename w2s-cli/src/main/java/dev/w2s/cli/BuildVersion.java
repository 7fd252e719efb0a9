package dev.w2s.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/// What was built, and what it runs on.
final class BuildVersion implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"w2s " + w2s(), "JDK " + jdk(), system(), "libtorch " + libtorch()};
  }

  /// The version, and the commit where it was built from a checkout.
  static String w2s() {
    return build(read());
  }

  static String build(Properties build) {
    String version = build.getProperty("version", "of unknown version");
    String commit = build.getProperty("commit", "");
    return commit.isEmpty() ? version : version + " (commit " + commit + ")";
  }

  /// The version of the tensor library.
  static String libtorch() {
    return read().getProperty("libtorch", "of unknown version");
  }

  static String jdk() {
    return Runtime.version() + " (" + System.getProperty("java.vendor") + ")";
  }

  static String system() {
    return String.join(
        " ",
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("os.arch"));
  }

  private static Properties read() {
    Properties properties = new Properties();
    try (InputStream in = BuildVersion.class.getResourceAsStream("build.properties")) {
      properties.load(Objects.requireNonNull(in, "build.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
