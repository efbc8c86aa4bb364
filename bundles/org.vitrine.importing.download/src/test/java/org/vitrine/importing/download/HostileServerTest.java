package org.vitrine.importing.download;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.Test;
import org.vitrine.domain.error.ErrorKind;
import org.vitrine.spi.testkit.Covers;

/** Servers that break the protocol, lie, or take all the time in the world. */
public class HostileServerTest extends DownloadCase {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    private void says(String answer) throws IOException {
        if (server != null) {
            close();
        }
        start(e -> {
            e.out().write(answer.getBytes(StandardCharsets.ISO_8859_1));
            e.drop();
        });
    }

    private void assertRefused(Map<String, String> answers) throws IOException {
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            says(answer.getValue());
            assertFails(ErrorKind.BAD_GATEWAY, answer.getKey(), () -> fetch(at("http", HOST, "/file")));
        }
    }

    /** The key is what the failure says, or a part of it. */
    @Test
    public void acceptsNoBrokenAnswers() throws Exception {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("does not speak HTTP/1.1", "SSH-2.0-OpenSSH_9.2\r\n\r\n");
        answers.put("not speak HTTP/1.1", "HTTP/2.0 200 OK\r\n\r\n");
        answers.put("speak HTTP/1.1", "HTTP/1.1 2000 OK\r\n\r\n");
        answers.put("another protocol", "HTTP/1.1 101 Switching\r\nUpgrade: h2c\r\n\r\n");
        answers.put("header that is none", OK + "no colon\r\n\r\n");
        answers.put("a header that is none", OK + "X: y\r\n folded\r\n\r\n");
        answers.put("sends a header that is none", OK + "Content-Length : 1\r\n\r\nx");
        answers.put("two lengths", OK + "Transfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n0\r\n\r\n");
        answers.put("length that is none", OK + "Content-Length: -1\r\n\r\n");
        answers.put("a length that is none", OK + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nxy");
        answers.put("announces a length that is none", OK + "Content-Length: 99999999999999999999\r\n\r\n");
        answers.put("a coding", OK + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n");
        answers.put("in a coding", OK + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n");
        answers.put("chunks without a size", OK + "Transfer-Encoding: chunked\r\n\r\nx\r\n\r\n");
        answers.put("without a size", OK + "Transfer-Encoding: chunked\r\n\r\n-1\r\n\r\n");
        answers.put("a size", OK + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\n");
        answers.put("longer than they say", OK + "Transfer-Encoding: chunked\r\n\r\n1\r\nxy\r\n0\r\n\r\n");
        assertRefused(answers);
    }

    @Test
    @Covers("IMP-51")
    public void acceptsNoDataThatIsCutOff() throws Exception {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put("7 bytes less", OK + "Content-Length: 10\r\n\r\nxyz");
        answers.put("in the middle", OK + "Transfer-Encoding: chunked\r\n\r\n5\r\nxy");
        answers.put("broke off", OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nxy\r\n");
        answers.put("broke off its answer", OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nxy\r\n0\r\n");
        answers.put("the server broke off its answer", OK + "Content-Len");
        answers.put("server broke off its answer", "");
        assertRefused(answers);
    }

    private interface Talk {
        void go(OutputStream out) throws IOException;
    }

    private void assertCutOff(ErrorKind kind, String words, Talk talk) throws IOException {
        if (server != null) {
            close();
        }
        String uri = start(e -> {
            while (true) {
                talk.go(e.out());
                e.out().flush();
            }
        });
        assertFails(kind, words, () -> fetch(uri));
    }

    @Test
    public void readsNoHeadWithoutEnd() throws Exception {
        byte[] header = "X-More: of the same\r\n".getBytes(StandardCharsets.US_ASCII);
        assertCutOff(ErrorKind.BAD_GATEWAY, "too long", out -> {
            out.write(OK.getBytes(StandardCharsets.US_ASCII));
            while (true) {
                out.write(header);
            }
        });
        assertCutOff(ErrorKind.BAD_GATEWAY, "too long", out -> out.write('H'));
        assertCutOff(
                ErrorKind.BAD_GATEWAY,
                "does not begin",
                out -> out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));
        byte[] chunked = (OK + "Transfer-Encoding: chunked\r\n\r\n0\r\n").getBytes(StandardCharsets.US_ASCII);
        assertCutOff(ErrorKind.BAD_GATEWAY, "too long", out -> {
            out.write(chunked);
            while (true) {
                out.write(header);
            }
        });
        byte[] extension = (OK + "Transfer-Encoding: chunked\r\n\r\n1;").getBytes(StandardCharsets.US_ASCII);
        assertCutOff(ErrorKind.BAD_GATEWAY, "too long", out -> {
            out.write(extension);
            while (true) {
                out.write('x');
            }
        });
    }

    @Test
    public void waitsForNobodyForEver() throws Exception {
        config.with("stall_timeout", 1).with("attempts", 1).with("minimum_rate", 100);
        assertCutOff(ErrorKind.GATEWAY_TIMEOUT, "too long", out -> linger(100));
        assertCutOff(ErrorKind.GATEWAY_TIMEOUT, "too long", out -> {
            out.write('H');
            out.flush();
            linger(50);
        });
        byte[] head = (OK + "Content-Length: 1000000\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
        assertCutOff(ErrorKind.GATEWAY_TIMEOUT, "took too long", out -> {
            out.write(head);
            out.flush();
            while (true) {
                linger(3000);
            }
        });
        assertCutOff(ErrorKind.GATEWAY_TIMEOUT, "less than 100 bytes per second", out -> {
            out.write(head);
            while (true) {
                out.write('x');
                out.flush();
                linger(50);
            }
        });
    }
}
