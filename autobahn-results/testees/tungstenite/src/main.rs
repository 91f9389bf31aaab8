//! Echo server and echo client on the crate `tungstenite`, a thread for each connection. The crate has no compression.

use std::env::args;
use std::io::{Read, Write, copy, sink, stdin};
use std::net::{TcpListener, TcpStream};
use std::thread::spawn;

use tungstenite::client::connect_with_config;
use tungstenite::protocol::WebSocketConfig;
use tungstenite::stream::MaybeTlsStream;
use tungstenite::{Message, Result, WebSocket, accept_with_config};

const REDIRECTS_MAX: u8 = 0;

fn unlimited() -> WebSocketConfig {
    WebSocketConfig::default()
        .max_message_size(None)
        .max_frame_size(None)
}

/// Returns when the connection has ended, which the crate always reports as an error.
fn echo<Stream: Read + Write>(mut socket: WebSocket<Stream>) -> Result<()> {
    loop {
        let message = socket.read()?;
        if matches!(message, Message::Text(_) | Message::Binary(_)) {
            socket.send(message)?;
        }
    }
}

fn serve(listener: &TcpListener) {
    for stream in listener.incoming().flatten() {
        spawn(move || {
            stream.set_nodelay(true).expect("TCP_NODELAY can be set");
            accept_with_config(stream, Some(unlimited())).map(echo)
        });
    }
}

fn run_server() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
    println!(
        "listening {}",
        listener
            .local_addr()
            .expect("a listener has an address")
            .port()
    );
    spawn(move || serve(&listener));
    copy(&mut stdin(), &mut sink()).expect("the input ends");
}

fn dial(url: &str) -> Result<WebSocket<MaybeTlsStream<TcpStream>>> {
    let (socket, _) = connect_with_config(url, Some(unlimited()), REDIRECTS_MAX)?;
    Ok(socket)
}

fn case_count(url: &str) -> Result<u32> {
    let count = dial(&format!("{url}/getCaseCount"))?.read()?;
    Ok(count.to_text()?.parse().expect("a number"))
}

fn run_client(url: &str, agent: &str) {
    for number in 1..=case_count(url).expect("a fuzzing server") {
        // A refused opening handshake ends the case, not the run.
        let _ = dial(&format!("{url}/runCase?case={number}&agent={agent}")).and_then(echo);
    }
    let _ = dial(&format!("{url}/updateReports?agent={agent}")).and_then(echo);
}

fn main() {
    let arguments: Vec<String> = args().skip(1).collect();
    match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["server"] => run_server(),
        ["client", url, agent] => run_client(url, agent),
        _ => panic!("usage: testee server | testee client <url> <agent>"),
    }
}
