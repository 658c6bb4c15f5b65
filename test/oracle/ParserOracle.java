import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * What the parsers of PrestoDB and Trino say to statements. Arguments: the class path of each, as the system writes
 * class paths. In: a line per question, one statement or two separated by a tab, each as base64 of UTF-8. Out: a line
 * per question, fields separated by tabs: PrestoDB's answer, Trino's answer, and for two statements whether each
 * parser reads both as the same tree. An answer is "query", "other" (a statement that is no query) or "no: why".
 *
 * The two need different versions of the same libraries, so each lives in a class loader of its own and is called by
 * reflection.
 */
public final class ParserOracle {
    /** Deep statements overflow the stack of the main thread long before the servers' limits. */
    private static final long STACK_BYTES = 256L << 20;

    private interface Parser {
        Object parse(String sql) throws Exception;
    }

    public static void main(String[] arguments) throws Exception {
        Thread thread = new Thread(null, () -> answer(arguments), "oracle", STACK_BYTES);
        thread.start();
        thread.join();
    }

    private static void answer(String[] arguments) {
        try {
            Parser presto = presto(loader(arguments[0]));
            Parser trino = trino(loader(arguments[1]));
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
            PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                String[] fields = line.split("\t");
                String sql = decode(fields[0]);
                StringBuilder reply = new StringBuilder(verdict(presto, sql)).append('\t').append(verdict(trino, sql));
                if (fields.length > 1) {
                    String other = decode(fields[1]);
                    reply.append('\t').append(compare(presto, sql, other));
                    reply.append('\t').append(compare(trino, sql, other));
                }
                out.println(reply);
                if (!in.ready()) {
                    out.flush();
                }
            }
            out.flush();
        }
        catch (Exception e) {
            e.printStackTrace();
            System.exit(1);
        }
    }

    private static String decode(String base64) {
        return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static String verdict(Parser parser, String sql) {
        try {
            return parser.parse(sql).getClass().getSimpleName().equals("Query") ? "query" : "other";
        }
        catch (Throwable e) {
            return "no: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        }
    }

    private static String compare(Parser parser, String sql, String other) {
        Object first;
        try {
            first = parser.parse(sql);
        }
        catch (Throwable e) {
            return "refused";
        }
        try {
            Object second = parser.parse(other);
            if (first.equals(second) || withoutQuotes(first).equals(withoutQuotes(second))) {
                return "same";
            }
            return ("different: " + first + " / " + second).replaceAll("\\s+", " ");
        }
        catch (Throwable e) {
            return "second refused: " + String.valueOf(e.getMessage()).replaceAll("\\s+", " ");
        }
    }

    /** Quotes around a name do not change it, and printing decides anew which names need them. */
    private static String withoutQuotes(Object tree) {
        return tree.toString().replace("\"", "");
    }

    private static Parser presto(ClassLoader loader) throws Exception {
        Class<?> treatments = loader.loadClass("com.facebook.presto.sql.parser.ParsingOptions$DecimalLiteralTreatment");
        Class<?> optionsClass = loader.loadClass("com.facebook.presto.sql.parser.ParsingOptions");
        Object asDecimal = treatments.getMethod("valueOf", String.class).invoke(null, "AS_DECIMAL");
        Object options = optionsClass.getConstructor(treatments).newInstance(asDecimal);
        Class<?> parserClass = loader.loadClass("com.facebook.presto.sql.parser.SqlParser");
        Object parser = parserClass.getConstructor().newInstance();
        Method method = parserClass.getMethod("createStatement", String.class, optionsClass);
        return sql -> call(method, parser, sql, options);
    }

    private static Parser trino(ClassLoader loader) throws Exception {
        Class<?> parserClass = loader.loadClass("io.trino.sql.parser.SqlParser");
        Object parser = parserClass.getConstructor().newInstance();
        Method method = parserClass.getMethod("createStatement", String.class);
        return sql -> call(method, parser, sql);
    }

    private static Object call(Method method, Object target, Object... arguments) throws Exception {
        try {
            return method.invoke(target, arguments);
        }
        catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (Exception) e.getCause();
        }
    }

    private static ClassLoader loader(String classPath) throws Exception {
        List<URL> urls = new ArrayList<>();
        for (String entry : classPath.split(File.pathSeparator)) {
            urls.add(new File(entry).toURI().toURL());
        }
        return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
    }
}
