package dev.sardonyx.cli;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Lets {@code --json} stand before another argument: the word after it is its file only where it ends in .json. */
final class JsonFile implements IParameterPreprocessor {
    JsonFile() {}

    @Override
    public boolean preprocess(Stack<String> args, CommandSpec command, ArgSpec option, Map<String, Object> info) {
        boolean isAttached = "=".equals(info.get("separator"));
        if (isAttached || (!args.isEmpty() && args.peek().endsWith(".json"))) {
            return false;
        }
        option.setValue(CommonOptions.STANDARD_OUTPUT);
        return true;
    }
}
