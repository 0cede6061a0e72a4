/// How far functions of floats are from the true value, over all floats. Start reading at [Sweep].
@NullMarked
package cerulean.studies.accuracy;

import org.jspecify.annotations.NullMarked;
