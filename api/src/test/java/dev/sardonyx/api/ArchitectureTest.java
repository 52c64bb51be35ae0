package dev.sardonyx.api;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import java.util.List;

/** Which package may use which: one list, and each entry sees only the entries before it. */
@AnalyzeClasses(packages = "dev.sardonyx.api", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    /** ArchUnit package patterns; op is the operator contract, its subpackages are the operator families. */
    private static final List<String> LAYERS = List.of(
            "dev.sardonyx.api",
            "dev.sardonyx.api.tensor",
            "dev.sardonyx.api.op",
            "dev.sardonyx.api.graph",
            "dev.sardonyx.api.op.(*)..",
            "dev.sardonyx.api.pass",
            "dev.sardonyx.api.spi",
            "dev.sardonyx.api.runtime",
            "dev.sardonyx.api.compare");

    @ArchTest
    static void eachLayerUsesOnlyTheLayersBeforeIt(JavaClasses api) {
        for (int i = 0; i < LAYERS.size(); i++) {
            String[] after = LAYERS.subList(i + 1, LAYERS.size()).toArray(String[]::new);
            if (after.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(LAYERS.get(i))
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(after)
                        .allowEmptyShould(true)
                        .check(api);
            }
        }
    }

    @ArchTest
    static void everyPackageIsInALayer(JavaClasses api) {
        classes()
                .should()
                .resideInAnyPackage(LAYERS.toArray(String[]::new))
                .allowEmptyShould(true)
                .check(api);
    }

    @ArchTest
    static void theApiNeedsTheJdkAlone(JavaClasses api) {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("dev.sardonyx.api..", "java..", "org.jspecify.annotations")
                .allowEmptyShould(true)
                .check(api);
    }

    @ArchTest
    static void theApiPrintsNothing(JavaClasses api) {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.allowEmptyShould(true).check(api);
    }
}
