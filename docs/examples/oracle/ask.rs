// Asks the oracle, with the standard library alone: rustc ask.rs && ./ask [the command, by default npx hybi oracle --stdio]
use std::io::{BufRead, BufReader, Result, Write};
use std::process::{Command, Stdio};

fn main() -> Result<()> {
    let mut words: Vec<String> = std::env::args().skip(1).collect();
    if words.is_empty() {
        words = ["npx", "hybi", "oracle", "--stdio"].map(String::from).to_vec();
    }
    let mut oracle = Command::new(&words[0]).args(&words[1..]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let mut questions = oracle.stdin.take().expect("a pipe");
    let mut answers = BufReader::new(oracle.stdout.take().expect("a pipe")).lines();
    let mut ask = |question: &str| -> Result<String> {
        writeln!(questions, "{question}")?;
        questions.flush()?;
        answers.next().expect("an answer for each question")
    };

    // What must a strict server do with a frame of a reserved opcode?
    println!("{}", ask(r#"{"ask":"endpoint","role":"server","pieces":["8380","00000000"]}"#)?);

    // Who broke what, when a server masks?
    ask(r#"{"ask":"open","connection":"1","begins":"frames","extensions":"","order":"exact"}"#)?;
    println!("{}", ask(r#"{"ask":"see","connection":"1","from":"server","hex":"818000000000"}"#)?);

    drop(questions);
    std::process::exit(oracle.wait()?.code().unwrap_or(1));
}
