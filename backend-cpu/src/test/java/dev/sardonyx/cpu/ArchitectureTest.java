package dev.sardonyx.cpu;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.sardonyx.cpu", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    /** The rest has to load on a JVM that was started without the Vector API. */
    @ArchTest
    static final ArchRule ONLY_THE_VECTOR_PACKAGE_USES_THE_VECTOR_API = noClasses()
            .that()
            .resideOutsideOfPackage("dev.sardonyx.cpu.vector")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("jdk.incubator.vector..")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule THE_BACKEND_PRINTS_NOTHING = NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.allowEmptyShould(true);
}
