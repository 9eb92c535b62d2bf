"""Diagnostics of the audit (U…): what was given cannot be read, or a store cannot be used."""

from __future__ import annotations

from jichim.diagnostic import Message, Severity

NOT_FOUND = Message(
    "U001",
    "`{path}`에 해당하는 파일이나 폴더가 없다",
    "there is no file or folder `{path}`",
    "경로를 확인한다. `*`가 든 이름은 따옴표로 묶어도 jichim이 찾아 준다",
    "check the path; patterns with `*` may be quoted, jichim looks them up itself",
)
NOTHING_GIVEN = Message(
    "U002",
    "주어진 경로에 계획이 하나도 없다",
    "there is no plan under the paths given",
    "`.yaml`, `.yml`, `.json`, `.jsonl`, `.xlsx`, `.zip` 파일이나 그런 파일이 든 폴더를 준다",
    "give files ending in `.yaml`, `.yml`, `.json`, `.jsonl`, `.xlsx` or `.zip`, or folders with such files",
)
NOT_AN_ARCHIVE = Message(
    "U003",
    "`{path}`은(는) 읽을 수 있는 zip 파일이 아니다: {reason}",
    "`{path}` is not a zip file that can be read: {reason}",
    "파일을 다시 압축하거나, 풀어서 폴더로 준다",
    "zip the files again, or unpack them and give the folder",
)
ARCHIVE_TOO_LARGE = Message(
    "U004",
    "`{path}`에 든 것이 너무 많거나 풀면 너무 크다 (파일 {most_files}개, {most_bytes} MiB까지)",
    "`{path}` holds too many files or is too large unpacked (at most {most_files} files, {most_bytes} MiB)",
    "나누어 압축하거나, 풀어서 폴더로 준다",
    "split it, or unpack it and give the folder",
)
MEMBER_REFUSED = Message(
    "U005",
    "zip 안의 파일을 읽을 수 없다: {reason_ko}",
    "the member of the zip file cannot be read: {reason_en}",
    "그 파일만 따로 풀어서 준다",
    "unpack that file and give it by itself",
)
UNREADABLE = Message(
    "U006",
    "파일을 읽을 수 없다: {reason}",
    "the file cannot be read: {reason}",
    "파일이 남아 있는지, 읽을 권한이 있는지 확인한다",
    "check that the file is still there and may be read",
)
WORKER_LOST = Message(
    "U007",
    "이 계획을 검토하던 프로세스가 멈추었다",
    "the process that reviewed this plan died",
    "이 계획만 `jichim check`로 검토해 보고, 되풀이되면 계획과 함께 알린다",
    "review this plan alone with `jichim check`; if it happens again, report it with the plan",
)
TOO_SLOW = Message(
    "U008",
    "이 계획을 {seconds:g}초 안에 검토하지 못했다",
    "this plan was not reviewed within {seconds:g} seconds",
    "`--timeout`을 늘리거나, 계획이 지나치게 큰지 본다",
    "raise `--timeout`, or see whether the plan is far too large",
)
FAULT = Message(
    "U009",
    "이 계획을 검토하다 내부 오류가 났다 ({error})",
    "an internal error stopped the review of this plan ({error})",
    "이 문장을 계획과 함께 알린다",
    "report this sentence with the plan",
)
OUT_OF_MEMORY = Message(
    "U010",
    "이 계획을 검토하기에 메모리가 모자란다",
    "there is not enough memory to review this plan",
    "`--memory`를 늘리거나, 계획이 지나치게 큰지 본다",
    "raise `--memory`, or see whether the plan is far too large",
)
NEEDS_EXTRA = Message(
    "U011",
    "`{what}`에는 설치되지 않은 것이 든다 (`{missing}`)",
    "`{what}` needs what is not installed (`{missing}`)",
    "`pip install 'jichim[dask]'`로 설치한다",
    "install it with `pip install 'jichim[dask]'`",
)
NO_CLUSTER = Message(
    "U012",
    "Dask 클러스터를 쓸 수 없다: {reason}",
    "the Dask cluster cannot be used: {reason}",
    "주소와 스케줄러를 확인하거나 `--runner dask`로 이 컴퓨터에 하나를 띄운다",
    "check the address and the scheduler, or start one here with `--runner dask`",
)
OTHER_RULES = Message(
    "U013",
    "클러스터의 작업 프로세스가 다른 규칙이나 고쳐진 jichim을 쓴다",
    "the workers of the cluster have other rules or a changed jichim",
    "모든 작업 프로세스에 같은 jichim과 같은 정책 파일을 둔다",
    "give every worker the same jichim and the same policy files",
)
BAD_RUNNER = Message(
    "U014",
    "`{word}`(이)라는 실행 방법은 없다",
    "there is no runner `{word}`",
    "`processes`, `dask`, `dask=tcp://주소:8786` 가운데 하나를 쓴다",
    "use one of `processes`, `dask`, `dask=tcp://host:8786`",
)
NO_WORKERS = Message(
    "U015",
    "작업 프로세스가 빈 계획 하나도 검토하지 못하고 멈춘다",
    "worker processes end before they have reviewed even an empty plan",
    "`--memory`를 늘리거나 0으로 풀고, 남은 메모리를 확인한다",
    "raise `--memory` or lift it with 0, and check how much memory is left",
)
NO_REVIEWS = Message(
    "U016",
    "빈 계획조차 검토할 수 없어 감사를 시작하지 않는다 ({error})",
    "not even an empty plan can be reviewed, so the audit does not start ({error})",
    "jichim을 다시 설치해 보고, 그래도 나오면 이 문장을 알린다",
    "install jichim again, and report this sentence if it stays",
)
RULES_CHANGED = Message(
    "U017",
    "감사가 도는 동안 규칙이나 jichim이 바뀌었다",
    "the rules or jichim were changed while the audit was running",
    "`--resume` 없이 다시 실행한다. 바뀌기 전의 결과는 앞 규칙의 것으로 남는다",
    "run it again without `--resume`; the results so far stay with the rules before the change",
)
OTHER_VERSION = Message(
    "U018",
    "클러스터의 작업 프로세스가 이 컴퓨터와 같은 판의 jichim {known}을 쓰지 않는다: {found}",
    "workers of the cluster do not have this jichim {known}: {found}",
    "모든 작업 프로세스에 같은 판을 설치하고 다시 띄운다",
    "install this version for every worker and start the workers again",
)
BAD_ADDRESS = Message(
    "U019",
    "`{word}`은(는) Dask 스케줄러의 주소가 아니다",
    "`{word}` is not the address of a Dask scheduler",
    "`--runner dask=tcp://호스트:8786`처럼 호스트와 포트를 준다. `--runner dask`는 이 컴퓨터에 하나를 띄운다",
    "give a host and a port, as in `--runner dask=tcp://host:8786`; `--runner dask` starts one here",
)
NOT_A_STORE = Message(
    "U020",
    "`{path}`은(는) jichim의 감사 저장소가 아니다",
    "`{path}` is not an audit store of jichim",
    "`jichim audit run … --out`으로 만든 파일을 준다",
    "give a file that `jichim audit run … --out` made",
)
NEWER_STORE = Message(
    "U021",
    "`{path}`은(는) 더 새로운 jichim이 만든 저장소이다 (형식 {found}, 읽을 수 있는 형식 {known})",
    "`{path}` was made by a newer jichim (format {found}; this one reads {known})",
    "jichim을 새 판으로 올리거나 다른 저장소를 쓴다. 이 저장소는 고치지 않았다",
    "upgrade jichim or use another store; this one was left as it is",
)
LOCKED_STORE = Message(
    "U022",
    "`{path}`을(를) 다른 프로그램이 쓰고 있다",
    "`{path}` is in use by another program",
    "그 프로그램이 끝난 뒤에 다시 하거나 `--out`에 다른 파일을 준다",
    "wait until it has finished, or give another file with `--out`",
)
STORE_NOT_WRITTEN = Message(
    "U023",
    "`{path}`에 더 쓸 수 없다: {reason}",
    "`{path}` cannot be written any further: {reason}",
    "남은 공간과 쓰기 권한을 확인하고 `--resume`으로 잇는다. 이미 적힌 것은 온전하다",
    "check the space left and the permissions, then continue with `--resume`; what is written is intact",
)
NO_STORE = Message(
    "U024",
    "`{path}`이(가) 없다",
    "there is no `{path}`",
    "`jichim audit run 경로 --out {path}`(으)로 먼저 만든다",
    "make it first with `jichim audit run PATHS --out {path}`",
)
NO_RUN = Message(
    "U025",
    "저장소에 `{run}` 실행이 없다",
    "the store has no run `{run}`",
    "`jichim audit runs`로 실행의 번호를 본다",
    "see the numbers of the runs with `jichim audit runs`",
)
NOTHING_TO_RESUME = Message(
    "U026",
    "`{path}`에 이어서 할 실행이 없다",
    "`{path}` has no run to resume",
    "`--resume` 없이 다시 실행한다. 바뀌지 않은 계획은 다시 검토하지 않는다",
    "run it without `--resume`; plans that did not change are not reviewed again",
)
OTHER_SETTINGS = Message(
    "U027",
    "끝나지 않은 실행 {run}은(는) 다른 조건으로 시작되었다: {difference}",
    "the unfinished run {run} was started with other settings: {difference}",
    "같은 조건으로 잇거나, `--resume` 없이 새로 실행한다",
    "resume it with the same settings, or start a new run without `--resume`",
)
INTERRUPTED = Message(
    "U028",
    "실행 {run}을 멈추었다: 계획 {given:,}건 가운데 {done:,}건이 적혀 있다",
    "run {run} was stopped: {done:,} of {given:,} plans are written",
    "같은 명령에 `--resume`을 붙여 잇는다",
    "go on with the same command and `--resume`",
    Severity.NOTE,
)
UNKNOWN_FORMAT = Message(
    "U030",
    "`{path}`에서는 보고서의 형식을 알 수 없다",
    "the format of the report cannot be told from `{path}`",
    "`.html`이나 `.xlsx`로 끝나는 이름을 주거나 `--format`을 붙인다",
    "give a name that ends in `.html` or `.xlsx`, or add `--format`",
)
OVER_STORE = Message(
    "U031",
    "결과를 `{path}`에 쓸 수 없다: 감사 저장소이다",
    "cannot write the result to `{path}`: it is the audit store",
    "`-o`에 다른 파일 이름을 준다",
    "give `-o` another name",
)
IS_FOLDER = Message(
    "U032",
    "`{path}`은(는) 폴더이다. 저장소는 파일 하나이다",
    "`{path}` is a folder, while a store is one file",
    "폴더 안의 파일 이름을 준다: `{inside}`",
    "give the name of a file in it: `{inside}`",
)
NO_FOLDER = Message(
    "U033",
    "`{path}`을(를) 만들 폴더 `{folder}`이(가) 없다",
    "there is no folder `{folder}` to make `{path}` in",
    "폴더를 먼저 만들거나 있는 폴더의 파일 이름을 준다",
    "make the folder first, or give the name of a file in one that exists",
)
UNKNOWN_NAME = Message(
    "U034",
    "`{word}`(이)라는 {kind_ko}은(는) 없다",
    "there is no {kind_en} `{word}`",
    "있는 것 가운데서 준다: {known}",
    "give one that exists: {known}",
)
NO_NAMES = Message(
    "U035",
    "`{word}`(이)라는 {kind_ko}은(는) 없다. 이 실행에는 {kind_ko}이(가) 적힌 것이 하나도 없다",
    "there is no {kind_en} `{word}`: nothing in this run of the store states any",
    "{kind_ko}(으)로 좁히지 말고 다시 묻는다",
    "ask again without narrowing by {kind_en}",
)
