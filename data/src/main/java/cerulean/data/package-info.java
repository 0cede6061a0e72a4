/// Examples to learn from: where they come from, what is done to them, and how they come in
/// batches.
///
/// [DataLoader] cuts a [Dataset] into batches. [Images] is the set that pictures are kept in:
/// [Idx], [Cifar] and [ImageFolder] read it from files that nobody has vouched for,
/// [GeneratedDigits] draws it, [ImageTransforms] turns one set into another, and [ImageDataset]
/// makes it a data set, with [Augmentation]s. Other examples come as tensors ([TensorDataset]),
/// tables ([CsvTable]) or text ([CharacterText]). Start with [DataLoader].
@NullMarked
package cerulean.data;

import org.jspecify.annotations.NullMarked;
