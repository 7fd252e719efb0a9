package dev.w2s.model;

/// Low-rank adapters beside linear layers of a network. They live outside any scope; closing frees
/// them, the network they stand beside stays its owner's.
public interface Adapters extends AutoCloseable {
  /// The network with them. It shares all other weights with the one they were made for, which is
  /// computed without them still. Not to be used once they are closed.
  Body body();

  /// Their matrices alone, leaves that gather gradients, under the names of the reference
  /// implementation: for each layer `layer.lora_A.weight` `[r, in]` and `layer.lora_B.weight`
  /// `[out, r]`.
  Parameters parameters();

  /// Adds what they say to the weights they stand beside, `W + alpha / r B A`, and sets B to 0:
  /// [#body] computes what it did, and so does the network without them.
  void merge();

  @Override
  void close();
}
