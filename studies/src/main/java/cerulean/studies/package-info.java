/// The `cerulean` command and the studies it runs. Start reading at [Main].
@NullMarked
package cerulean.studies;

import org.jspecify.annotations.NullMarked;
