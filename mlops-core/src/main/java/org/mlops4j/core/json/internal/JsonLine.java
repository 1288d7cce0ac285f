package org.mlops4j.core.json.internal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An object whose members stay as they are written, for a reader that knows their types: a number too large for any is
 * then a fault of its own member, and none loses digits on the way.
 */
public final class JsonLine {

    /** Where Jackson says an unfinished object began: the line itself does. */
    private static final Pattern SOURCE = Pattern.compile(" \\(start marker at \\[.*?]\\)");

    private JsonLine() {}

    /**
     * What stands for the value of a member.
     *
     * @param text a string without its quotes and escapes; anything else as its JSON
     * @param isString whether it is a string
     */
    public record Value(String text, boolean isString) {}

    /**
     * The members of one object, in order; a null is null.
     *
     * @throws JsonException if the text is no JSON object, or holds more than one
     */
    public static Map<String, @Nullable Value> read(String text) {
        try (JsonParser parser = Json.FACTORY.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonException("must be a JSON object", null);
            }
            Map<String, @Nullable Value> members = new LinkedHashMap<>();
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, value(parser, text));
            }
            if (parser.nextToken() != null) {
                throw new JsonException("must be one JSON object but more follows it", null);
            }
            return members;
        } catch (JsonProcessingException e) {
            String place = e.getLocation() == null
                    ? ""
                    : " at character " + e.getLocation().getColumnNr();
            String what = SOURCE.matcher(e.getOriginalMessage()).replaceAll("");
            throw new JsonException("must be a JSON object: " + what + place, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Value value(JsonParser parser, String text) throws IOException {
        return switch (parser.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> new Value(parser.getText(), true);
            case START_OBJECT, START_ARRAY -> {
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                yield new Value(
                        text.substring(start, (int) parser.currentLocation().getCharOffset()), false);
            }
            default -> new Value(parser.getText(), false);
        };
    }
}
