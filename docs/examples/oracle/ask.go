// Asks the oracle, with the standard library alone: go run ask.go [the command, by default npx hybi oracle --stdio]
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"os/exec"
)

type question map[string]any

type answer struct {
	Error     *struct{ Field, Message string }
	Events    []struct{ Type string }
	Reactions []struct {
		Must  string
		Close struct{ Code int }
	}
	Violations []struct{ By, Requirement string }
}

type oracle struct {
	in  io.WriteCloser
	out *bufio.Scanner
}

func (o oracle) ask(q question) answer {
	if err := json.NewEncoder(o.in).Encode(q); err != nil {
		log.Fatal(err)
	}
	if !o.out.Scan() {
		log.Fatal("the oracle has ended")
	}
	var a answer
	if err := json.Unmarshal(o.out.Bytes(), &a); err != nil {
		log.Fatal(err)
	}
	if a.Error != nil {
		log.Fatalf("%s: %s", a.Error.Field, a.Error.Message)
	}
	return a
}

func main() {
	words := os.Args[1:]
	if len(words) == 0 {
		words = []string{"npx", "hybi", "oracle", "--stdio"}
	}
	command := exec.Command(words[0], words[1:]...)
	in, _ := command.StdinPipe()
	out, _ := command.StdoutPipe()
	if err := command.Start(); err != nil {
		log.Fatal(err)
	}
	o := oracle{in, bufio.NewScanner(out)}

	// What must a strict server do with a frame of a reserved opcode?
	a := o.ask(question{"ask": "endpoint", "role": "server", "pieces": []string{"8380", "00000000"}})
	fmt.Println("events:", a.Events)
	fmt.Println("must:", a.Reactions[0].Must, "with", a.Reactions[0].Close.Code)

	// Who broke what, when a server masks?
	o.ask(question{"ask": "open", "connection": "1", "begins": "frames", "extensions": "", "order": "exact"})
	seen := o.ask(question{"ask": "see", "connection": "1", "from": "server", "hex": "818000000000"})
	fmt.Println("violations:", seen.Violations)

	in.Close()
	if err := command.Wait(); err != nil {
		log.Fatal(err)
	}
}
