package dev.w2s.train;

/// What a language model is shown: what should follow a prompt.
///
/// @param prompt the model does not learn to tell it; may be empty
/// @param answer what follows, with the blank or the line's end between the two
public record Demonstration(String prompt, String answer) {}
