package dev.w2s.cli;

import dev.w2s.study.DeviceChoice;
import dev.w2s.tensor.Device;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/// What is computed on. `./w2s` reads the same option and the same variable, to fetch CUDA's
/// libraries where they are asked for.
final class DeviceOptions {
  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "${W2S_DEVICE:-}",
      converter = Choice.class,
      description =
          "auto, cpu, or cuda: one graphics processor of NVIDIA (default: $W2S_DEVICE, else the study's device, else auto).")
  private @Nullable DeviceChoice choice;

  /// What is computed on.
  ///
  /// @param otherwise where neither option nor variable says it
  /// @throws dev.w2s.problem.BadInputException where that cannot be used on this machine
  Device device(DeviceChoice otherwise) {
    return Device.of(choice == null ? otherwise : choice);
  }

  /// Reads a choice; nothing where there is none.
  static final class Choice implements ITypeConverter<@Nullable DeviceChoice> {
    @Override
    public @Nullable DeviceChoice convert(String text) {
      if (text.isEmpty()) {
        return null;
      }
      try {
        return DeviceChoice.named(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage() + " (W2S_DEVICE counts, too)");
      }
    }
  }
}
