package dev.w2s.serve.internal;

import dev.w2s.store.StudyRecord;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.zip.GZIPOutputStream;

/// The plans of studies as JSON, each written and zipped once: that of a long study takes its time.
final class PlanTexts {
  private final Map<String, Written> written = new ConcurrentHashMap<>();

  /// A plan.
  ///
  /// @param plain its JSON, UTF-8
  /// @param zipped the same by gzip, a tenth as long
  record Written(StudyRecord record, byte[] plain, byte[] zipped) {
    private static Written of(StudyLook study) {
      byte[] plain = PageJson.plan(study).getBytes(StandardCharsets.UTF_8);
      return new Written(study.record(), plain, zipped(plain));
    }

    private static byte[] zipped(byte[] plain) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
        zip.write(plain);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return bytes.toByteArray();
    }
  }

  /// The plan of a study; written anew where the study was run with another.
  Written of(StudyLook study) {
    return written.compute(
        study.record().name(),
        (name, known) ->
            known != null && known.record().equals(study.record()) ? known : Written.of(study));
  }
}
