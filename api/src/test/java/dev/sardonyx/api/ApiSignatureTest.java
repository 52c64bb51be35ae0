package dev.sardonyx.api;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.lang.reflect.TypeVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Compares the public types and members of the exported packages with the checked-in list, so that the api
 * changes on purpose only: {@code -Dapi.update=true} rewrites the list, and the diff of that file is what a
 * reviewer reads.
 */
final class ApiSignatureTest {
    private static final Path CLASSES = Path.of("target", "classes");
    private static final Path SIGNATURES = Path.of("src", "test", "resources", "api-signatures.txt");
    private static final String UPDATE = "./mvnw test -pl api -Dtest=ApiSignatureTest -Dapi.update=true";

    private static final int TYPE_MODIFIERS =
            Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL;
    private static final int MEMBER_MODIFIERS = TYPE_MODIFIERS;

    @Test
    void theApiIsTheOneCheckedIn() throws IOException, ClassNotFoundException {
        Set<String> actual = signatures();
        if (Boolean.getBoolean("api.update")) {
            Files.write(SIGNATURES, actual);
            return;
        }
        Set<String> expected = new TreeSet<>(Files.readAllLines(SIGNATURES));
        String removed = without(expected, actual).map(line -> "- " + line).collect(joining("\n"));
        String added = without(actual, expected).map(line -> "+ " + line).collect(joining("\n"));
        if (!removed.isEmpty() || !added.isEmpty()) {
            fail("The public api changed:%n%s%n%s%nIf that is meant, run: %s", removed, added, UPDATE);
        }
    }

    private static Stream<String> without(Collection<String> lines, Collection<String> others) {
        return lines.stream().filter(line -> !others.contains(line));
    }

    private static Set<String> signatures() throws IOException, ClassNotFoundException {
        Set<String> lines = new TreeSet<>();
        for (Class<?> type : exportedTypes()) {
            if (isVisible(type)) {
                addType(type, lines);
            }
        }
        return lines;
    }

    private static List<Class<?>> exportedTypes() throws IOException, ClassNotFoundException {
        ModuleDescriptor module;
        try (InputStream in = Files.newInputStream(CLASSES.resolve("module-info.class"))) {
            module = ModuleDescriptor.read(in);
        }
        ClassLoader loader = ApiSignatureTest.class.getClassLoader();
        List<Class<?>> types = new ArrayList<>();
        for (ModuleDescriptor.Exports exports : module.exports()) {
            if (exports.isQualified()) {
                continue;
            }
            List<Path> files;
            try (Stream<Path> list = Files.list(CLASSES.resolve(exports.source().replace('.', '/')))) {
                files = list.filter(file -> file.toString().endsWith(".class")).toList();
            }
            for (Path file : files) {
                String name = file.getFileName().toString().replaceFirst("\\.class$", "");
                if (!name.equals("package-info")) {
                    types.add(Class.forName(exports.source() + "." + name, false, loader));
                }
            }
        }
        return types;
    }

    /** Public or protected, and so are the types around it. */
    private static boolean isVisible(Class<?> type) {
        if (type.isAnonymousClass() || type.isLocalClass() || type.isSynthetic()) {
            return false;
        }
        Class<?> outer = type.getDeclaringClass();
        return isVisible(type.getModifiers()) && (outer == null || isVisible(outer));
    }

    private static boolean isVisible(int modifiers) {
        return (modifiers & (Modifier.PUBLIC | Modifier.PROTECTED)) != 0;
    }

    private static void addType(Class<?> type, Set<String> lines) {
        String name = type.getName();
        lines.add(name + " : " + declaration(type));
        Stream<Field> fields = Arrays.stream(type.getDeclaredFields());
        fields.filter(ApiSignatureTest::isVisibleMember)
                .forEach(field -> lines.add(name + "." + field.getName() + " : " + prefix(field, field)
                        + (field.isEnumConstant() ? "enum constant" : text(field.getAnnotatedType()))));
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            if (isVisibleMember(constructor)) {
                lines.add(name + ".<init>" + parameters(constructor) + " : " + prefix(constructor, constructor)
                        + typeParameters(constructor.getTypeParameters())
                        + "constructor" + thrown(constructor));
            }
        }
        for (Method method : type.getDeclaredMethods()) {
            if (isVisibleMember(method) && !method.isBridge()) {
                lines.add(name + "." + method.getName() + parameters(method) + " : " + prefix(method, method)
                        + (method.isDefault() ? "default " : "") + typeParameters(method.getTypeParameters())
                        + text(method.getAnnotatedReturnType()) + thrown(method));
            }
        }
    }

    private static boolean isVisibleMember(Member member) {
        return isVisible(member.getModifiers()) && !member.isSynthetic();
    }

    private static String declaration(Class<?> type) {
        StringBuilder text = new StringBuilder(prefix(type, type.getModifiers() & TYPE_MODIFIERS));
        if (type.isSealed()) {
            text.append("sealed ");
        }
        text.append(
                type.isAnnotation()
                        ? "@interface"
                        : type.isInterface()
                                ? "interface"
                                : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class");
        text.append(typeParameters(type.getTypeParameters()));
        if (type.isRecord()) {
            text.append(Arrays.stream(type.getRecordComponents())
                    .map(part -> text(part.getAnnotatedType()) + " " + part.getName())
                    .collect(joining(", ", " (", ")")));
        }
        if (type.getAnnotatedSuperclass() != null && type.getSuperclass() != Object.class) {
            text.append(" extends ").append(text(type.getAnnotatedSuperclass()));
        }
        text.append(list(type.isInterface() ? " extends " : " implements ", type.getAnnotatedInterfaces()));
        Class<?>[] permitted = type.getPermittedSubclasses();
        if (permitted != null) {
            text.append(Arrays.stream(permitted)
                    .filter(ApiSignatureTest::isVisible)
                    .map(Class::getName)
                    .sorted()
                    .collect(joining(", ", " permits ", "")));
        }
        return text.toString();
    }

    private static <T extends Member & AnnotatedElement> String prefix(T member, AnnotatedElement annotated) {
        return prefix(annotated, member.getModifiers() & MEMBER_MODIFIERS);
    }

    private static String prefix(AnnotatedElement annotated, int modifiers) {
        String text = Modifier.toString(modifiers);
        return (annotated.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "")
                + (text.isEmpty() ? "" : text + " ");
    }

    private static String parameters(Executable executable) {
        return Arrays.stream(executable.getParameters())
                .filter(parameter -> !parameter.isSynthetic())
                .map(Parameter::getAnnotatedType)
                .map(ApiSignatureTest::text)
                .collect(joining(", ", "(", executable.isVarArgs() ? "...)" : ")"));
    }

    private static String typeParameters(TypeVariable<?>[] variables) {
        if (variables.length == 0) {
            return "";
        }
        return Arrays.stream(variables)
                .map(variable -> variable.getName() + bounds(variable))
                .collect(joining(", ", "<", "> "));
    }

    private static String bounds(TypeVariable<?> variable) {
        String bounds = Arrays.stream(variable.getAnnotatedBounds())
                .map(ApiSignatureTest::text)
                .collect(joining(" & "));
        return bounds.equals("java.lang.Object") ? "" : " extends " + bounds;
    }

    private static String thrown(Executable executable) {
        return list(" throws ", executable.getAnnotatedExceptionTypes());
    }

    private static String list(String before, AnnotatedType[] types) {
        return types.length == 0
                ? ""
                : Arrays.stream(types).map(ApiSignatureTest::text).collect(joining(", ", before, ""));
    }

    /** The type with its nullness. */
    private static String text(AnnotatedType type) {
        return type.toString().replaceAll("@org\\.jspecify\\.annotations\\.(\\w+)\\(\\)", "@$1");
    }
}
