package cerulean.studies;

import java.lang.module.ModuleDescriptor;
import picocli.CommandLine.IVersionProvider;

/// The version of Cerulean, as the build recorded it in the module's descriptor.
public final class Version implements IVersionProvider {

  /// A provider; it holds nothing.
  public Version() {}

  @Override
  public String[] getVersion() {
    return new String[] {"cerulean " + ofModule()};
  }

  /// The version alone; on the class path, where the tests run, there is no descriptor to tell it.
  public static String ofModule() {
    ModuleDescriptor descriptor = Version.class.getModule().getDescriptor();
    return descriptor == null ? "development" : descriptor.rawVersion().orElse("development");
  }
}
