package example

import (
	"bytes"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/gorilla/websocket"
)

var upgrader = websocket.Upgrader{EnableCompression: true}

// The module leaves it to the application to check that text is UTF-8; a wrong server forgets to.
func echo(w http.ResponseWriter, r *http.Request) {
	conn, err := upgrader.Upgrade(w, r, nil)
	if err != nil {
		return
	}
	defer conn.Close()
	for {
		kind, message, err := conn.ReadMessage()
		if err != nil {
			return
		}
		if os.Getenv("WRONG") == "" && kind == websocket.TextMessage && !utf8.Valid(message) {
			reply := websocket.FormatCloseMessage(websocket.CloseInvalidFramePayloadData, "")
			conn.WriteControl(websocket.CloseMessage, reply, time.Time{})
			return
		}
		if conn.WriteMessage(kind, message) != nil {
			return
		}
	}
}

// SNIPPET
