package org.mlops4j.house;

import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.WildcardType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The exported types and members of a module, one a line, in a fixed order. */
final class PublicApi {

    private PublicApi() {}

    static String textOf(String module) throws IOException, ClassNotFoundException {
        StringBuilder text = new StringBuilder();
        for (Class<?> type : exportedTypes(module)) {
            text.append(header(type)).append('\n');
            for (String member : members(type)) {
                text.append("    ").append(member).append('\n');
            }
        }
        return text.toString();
    }

    /** Public and protected types of exported packages, by name. */
    static List<Class<?>> exportedTypes(String module) throws IOException, ClassNotFoundException {
        Path classes = Project.classes(module);
        ModuleDescriptor descriptor;
        try (var in = Files.newInputStream(classes.resolve("module-info.class"))) {
            descriptor = ModuleDescriptor.read(in);
        }
        Set<String> exported = descriptor.exports().stream()
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        List<Class<?>> types = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".class")).toList()) {
                String name =
                        classes.relativize(file).toString().replace('/', '.').replaceAll("\\.class$", "");
                int dot = name.lastIndexOf('.');
                if (dot > 0 && exported.contains(name.substring(0, dot)) && !name.endsWith("package-info")) {
                    Class<?> type = Class.forName(name, false, PublicApi.class.getClassLoader());
                    if (isVisible(type)) {
                        types.add(type);
                    }
                }
            }
        }
        types.sort(Comparator.comparing(Class::getName));
        return types;
    }

    /** Every type named in the signature of an exported member. */
    static Set<Class<?>> typesInSignatures(Class<?> type) {
        Set<Class<?>> all = new TreeSet<>(Comparator.comparing(Class::getName));
        add(all, type.getGenericSuperclass());
        Arrays.stream(type.getGenericInterfaces()).forEach(each -> add(all, each));
        for (Executable executable : executables(type)) {
            Arrays.stream(executable.getGenericParameterTypes()).forEach(each -> add(all, each));
            Arrays.stream(executable.getGenericExceptionTypes()).forEach(each -> add(all, each));
            if (executable instanceof Method method) {
                add(all, method.getGenericReturnType());
            }
        }
        for (Field field : type.getDeclaredFields()) {
            if (isVisible(field)) {
                add(all, field.getGenericType());
            }
        }
        return all;
    }

    private static void add(Set<Class<?>> all, Type type) {
        if (type instanceof Class<?> known) {
            Class<?> element = known;
            while (element.isArray()) {
                element = element.getComponentType();
            }
            all.add(element);
        } else if (type instanceof ParameterizedType generic) {
            add(all, generic.getRawType());
            Arrays.stream(generic.getActualTypeArguments()).forEach(each -> add(all, each));
        } else if (type instanceof WildcardType wildcard) {
            Arrays.stream(wildcard.getUpperBounds()).forEach(each -> add(all, each));
            Arrays.stream(wildcard.getLowerBounds()).forEach(each -> add(all, each));
        } else if (type instanceof GenericArrayType array) {
            add(all, array.getGenericComponentType());
        }
    }

    private static boolean isVisible(Class<?> type) {
        boolean visible = Modifier.isPublic(type.getModifiers()) || Modifier.isProtected(type.getModifiers());
        return visible && (type.getDeclaringClass() == null || isVisible(type.getDeclaringClass()));
    }

    private static boolean isVisible(Member member) {
        return (Modifier.isPublic(member.getModifiers()) || Modifier.isProtected(member.getModifiers()))
                && !member.isSynthetic();
    }

    private static List<Executable> executables(Class<?> type) {
        return Stream.concat(Arrays.stream(type.getDeclaredConstructors()), Arrays.stream(type.getDeclaredMethods()))
                .filter(PublicApi::isVisible)
                .toList();
    }

    private static String header(Class<?> type) {
        String kind = type.isAnnotation()
                ? "@interface"
                : type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
        int modifiers = type.getModifiers() & (Modifier.ABSTRACT | Modifier.FINAL);
        String before = type.isInterface() || type.isEnum() || type.isRecord() ? "" : Modifier.toString(modifiers);
        List<String> parents = new ArrayList<>();
        Type parent = type.getGenericSuperclass();
        if (parent != null && parent != Object.class && !type.isEnum() && !type.isRecord()) {
            parents.add(parent.getTypeName());
        }
        Arrays.stream(type.getGenericInterfaces())
                .map(Type::getTypeName)
                .sorted()
                .forEach(parents::add);
        String parameters = type.getTypeParameters().length == 0
                ? ""
                : Arrays.stream(type.getTypeParameters())
                        .map(Object::toString)
                        .collect(Collectors.joining(", ", "<", ">"));
        return (before + " " + kind + " " + type.getName() + parameters
                        + (parents.isEmpty() ? "" : " : " + String.join(", ", parents)))
                .strip();
    }

    private static List<String> members(Class<?> type) {
        List<String> members = new ArrayList<>();
        for (Field field : type.getDeclaredFields()) {
            if (isVisible(field)) {
                members.add(
                        field.isEnumConstant()
                                ? field.getName()
                                : Modifier.toString(field.getModifiers()) + " "
                                        + field.getGenericType().getTypeName() + " " + field.getName());
            }
        }
        for (Executable executable : executables(type)) {
            members.add(describe(executable));
        }
        members.sort(Comparator.naturalOrder());
        return members;
    }

    private static String describe(Executable executable) {
        int modifiers = executable.getModifiers() & Modifier.methodModifiers() & ~Modifier.SYNCHRONIZED;
        String result = executable instanceof Method method
                ? method.getGenericReturnType().getTypeName() + " " + method.getName()
                : "new";
        String kind = executable instanceof Method method && method.isDefault() ? "default " : "";
        String parameters = Arrays.stream(executable.getGenericParameterTypes())
                .map(Type::getTypeName)
                .collect(Collectors.joining(", ", "(", ")"));
        String thrown = executable.getExceptionTypes().length == 0
                ? ""
                : Arrays.stream(executable.getGenericExceptionTypes())
                        .map(Type::getTypeName)
                        .sorted()
                        .collect(Collectors.joining(", ", " throws ", ""));
        return Modifier.toString(modifiers) + " " + kind + result + parameters + thrown;
    }
}
