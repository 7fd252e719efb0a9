/// Files of the Hugging Face hub, and the cache that other programs on this machine share.
@NullMarked
package dev.w2s.hub;

import org.jspecify.annotations.NullMarked;
