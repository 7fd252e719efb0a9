package dev.w2s.data;

import java.util.List;

/// The rows of one study for one seed. No group lies in two of its parts.
///
/// @param heldOut rows of the supervise half that are held out from supervisors; they stand in the
///   place of none of the others
public record Split(
    List<Example> supervise,
    List<Example> heldOut,
    List<Example> transfer,
    List<Example> validation,
    List<Example> test) {
  public Split {
    supervise = List.copyOf(supervise);
    heldOut = List.copyOf(heldOut);
    transfer = List.copyOf(transfer);
    validation = List.copyOf(validation);
    test = List.copyOf(test);
  }

  /// A split whose supervise half is not divided.
  public Split(
      List<Example> supervise,
      List<Example> transfer,
      List<Example> validation,
      List<Example> test) {
    this(supervise, List.of(), transfer, validation, test);
  }

  /// The rows of one part, in the split's own order.
  public List<Example> rows(Part part) {
    return switch (part) {
      case SUPERVISE -> supervise;
      case HELD_OUT -> heldOut;
      case TRANSFER -> transfer;
      case VALIDATION -> validation;
      case TEST -> test;
    };
  }
}
