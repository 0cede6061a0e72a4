/// Tensors in files: NumPy's `.npy` and `.npz`, safetensors, and numbers as text.
///
/// Start at [cerulean.tensor.io.SafeTensors] for named weights and at [cerulean.tensor.io.Npy] for
/// one array. Nothing in a file is believed: sizes are compared with the bytes that are there
/// before memory is taken for them, names are keys and never paths, nothing is executed, and every
/// fault is a [cerulean.tensor.io.TensorFormatException] with one sentence that names the file.
/// What is written is there whole or not at all ([cerulean.tensor.io.AtomicFile]), and the same
/// tensors give the same bytes.
@NullMarked
package cerulean.tensor.io;

import org.jspecify.annotations.NullMarked;
