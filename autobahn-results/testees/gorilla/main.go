// Echo server and echo client on the Go module github.com/gorilla/websocket.
package main

import (
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"
)

var upgrader = websocket.Upgrader{EnableCompression: true}
var dialer = websocket.Dialer{EnableCompression: true}

// The module leaves it to the application to check that text is UTF-8.
func echo(conn *websocket.Conn) {
	defer conn.Close()
	for {
		kind, message, err := conn.ReadMessage()
		if err != nil {
			return
		}
		if kind == websocket.TextMessage && !utf8.Valid(message) {
			reply := websocket.FormatCloseMessage(websocket.CloseInvalidFramePayloadData, "")
			conn.WriteControl(websocket.CloseMessage, reply, time.Time{})
			return
		}
		if conn.WriteMessage(kind, message) != nil {
			return
		}
	}
}

func runServer() {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println("listening", listener.Addr().(*net.TCPAddr).Port)
	go http.Serve(listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if conn, err := upgrader.Upgrade(w, r, nil); err == nil {
			echo(conn)
		}
	}))
	io.Copy(io.Discard, os.Stdin)
}

func dial(address string) (*websocket.Conn, error) {
	conn, _, err := dialer.Dial(address, nil)
	return conn, err
}

func mustDial(address string) *websocket.Conn {
	conn, err := dial(address)
	if err != nil {
		log.Fatal(err)
	}
	return conn
}

func runClient(address, agent string) {
	counting := mustDial(address + "/getCaseCount")
	_, text, err := counting.ReadMessage()
	if err != nil {
		log.Fatal(err)
	}
	counting.Close()
	count, err := strconv.Atoi(string(text))
	if err != nil {
		log.Fatal(err)
	}
	for number := 1; number <= count; number++ {
		// A refused opening handshake ends the case, not the run.
		if conn, err := dial(fmt.Sprintf("%s/runCase?case=%d&agent=%s", address, number, url.QueryEscape(agent))); err == nil {
			echo(conn)
		}
	}
	echo(mustDial(address + "/updateReports?agent=" + url.QueryEscape(agent)))
}

func main() {
	if os.Args[1] == "server" {
		runServer()
	} else {
		runClient(os.Args[2], os.Args[3])
	}
}
