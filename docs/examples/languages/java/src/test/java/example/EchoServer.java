package example;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** An echo server on Jetty; a wrong one sends text back as binary. */
class EchoServer {
    private static final boolean IS_WRONG = System.getenv("WRONG") != null;
    private static final int LARGEST_MESSAGE = 64 * 1024 * 1024;

    static String start() throws Exception {
        var server = new Server(0);
        var context = new ContextHandler("/");
        context.setHandler(WebSocketUpgradeHandler.from(server, context, container -> {
            container.setMaxTextMessageSize(LARGEST_MESSAGE);
            container.setMaxBinaryMessageSize(LARGEST_MESSAGE);
            container.addMapping("/", (request, response, callback) -> new Echo());
        }));
        server.setHandler(context);
        server.start();
        return "ws://127.0.0.1:" + ((NetworkConnector) server.getConnectors()[0]).getLocalPort();
    }

    public static class Echo implements Session.Listener.AutoDemanding {
        private Session session;

        @Override
        public void onWebSocketOpen(Session opened) {
            session = opened;
        }

        @Override
        public void onWebSocketText(String message) {
            if (IS_WRONG) session.sendBinary(ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8)), Callback.NOOP);
            else session.sendText(message, Callback.NOOP);
        }

        @Override
        public void onWebSocketBinary(ByteBuffer message, Callback done) {
            session.sendBinary(message, done);
        }
    }
}
