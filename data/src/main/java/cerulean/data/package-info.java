/// Labelled images: where they come from, and what is done to them before training.
///
/// [Images] is the set everything else makes or takes: [Idx] reads it from files that nobody has
/// vouched for, [GeneratedDigits] draws it, [ImageTransforms] turns one set into another. Start
/// with [Images].
@NullMarked
package cerulean.data;

import org.jspecify.annotations.NullMarked;
