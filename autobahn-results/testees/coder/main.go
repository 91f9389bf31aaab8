// Echo server and echo client on the Go module github.com/coder/websocket.
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/url"
	"os"
	"strconv"

	"github.com/coder/websocket"
)

const unlimited = -1
const compression = websocket.CompressionContextTakeover

func echo(conn *websocket.Conn) {
	defer conn.CloseNow()
	conn.SetReadLimit(unlimited)
	for {
		kind, message, err := conn.Read(context.Background())
		if err != nil || conn.Write(context.Background(), kind, message) != nil {
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
		if conn, err := websocket.Accept(w, r, &websocket.AcceptOptions{CompressionMode: compression}); err == nil {
			echo(conn)
		}
	}))
	io.Copy(io.Discard, os.Stdin)
}

func dial(address string) (*websocket.Conn, error) {
	conn, _, err := websocket.Dial(context.Background(), address, &websocket.DialOptions{CompressionMode: compression})
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
	_, text, err := counting.Read(context.Background())
	if err != nil {
		log.Fatal(err)
	}
	counting.CloseNow()
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
