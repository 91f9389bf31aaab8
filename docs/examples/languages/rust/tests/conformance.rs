//! An echo server on the crate `tungstenite`, which has no compression; a wrong one sends text back as binary.

use std::net::{TcpListener, TcpStream};
use std::thread::spawn;

use tungstenite::protocol::WebSocketConfig;
use tungstenite::{Message, Result, accept_with_config};

fn start_echo_server() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    let address = listener.local_addr().expect("a listener has an address");
    spawn(move || {
        for stream in listener.incoming().flatten() {
            spawn(move || echo(stream));
        }
    });
    format!("ws://{address}")
}

/// Returns when the connection has ended, which the crate always reports as an error.
fn echo(stream: TcpStream) -> Result<()> {
    let is_wrong = std::env::var_os("WRONG").is_some();
    let unlimited = WebSocketConfig::default().max_message_size(None).max_frame_size(None);
    stream.set_nodelay(true)?;
    let mut socket = accept_with_config(stream, Some(unlimited)).expect("an opening handshake");
    loop {
        match socket.read()? {
            Message::Text(text) if is_wrong => socket.send(Message::Binary(text.into()))?,
            message if message.is_text() || message.is_binary() => socket.send(message)?,
            _ => {}
        }
    }
}

// SNIPPET
