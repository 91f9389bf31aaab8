package example;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.java_websocket.WebSocket;
import org.java_websocket.drafts.Draft_6455;
import org.java_websocket.extensions.permessage_deflate.PerMessageDeflateExtension;
import org.java_websocket.handshake.ClientHandshake;
import org.java_websocket.server.WebSocketServer;

/** An echo server on Java-WebSocket; a wrong one sends text back as binary. */
class EchoServer extends WebSocketServer {
    private final boolean isWrong = System.getenv("WRONG") != null;
    private final CountDownLatch listening = new CountDownLatch(1);

    EchoServer() {
        super(new InetSocketAddress("127.0.0.1", 0), List.of(new Draft_6455(new PerMessageDeflateExtension())));
        setDaemon(true);
        setTcpNoDelay(true);
    }

    String address() throws InterruptedException {
        listening.await();
        return "ws://127.0.0.1:" + getPort();
    }

    @Override
    public void onStart() {
        listening.countDown();
    }

    @Override
    public void onMessage(WebSocket socket, String message) {
        if (isWrong) socket.send(message.getBytes(StandardCharsets.UTF_8));
        else socket.send(message);
    }

    @Override
    public void onMessage(WebSocket socket, ByteBuffer message) {
        socket.send(message);
    }

    @Override
    public void onOpen(WebSocket socket, ClientHandshake handshake) {}

    @Override
    public void onClose(WebSocket socket, int code, String reason, boolean isRemote) {}

    @Override
    public void onError(WebSocket socket, Exception error) {}
}
