"""The review page: who may ask, what is saved, and what survives."""

import http.client
import json
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import axe_source, chromium, violations

from extractor import Rules
from extractor.corpus import gold_claims
from extractor.errors import InputError
from extractor.gold import read_gold
from extractor.reading import read_articles
from extractor.review import Conflict, ReviewServer, Store, serve
from extractor.review.rejected import Rejected
from extractor.review.store import cells

DOC = "qingping-police-2024"


@pytest.fixture(scope="module")
def rules() -> Rules:
    return Rules.bundled()


@pytest.fixture
def folder(corpus: Path, tmp_path: Path) -> Path:
    """An article with its gold, and one without, which has rare characters before its numbers."""
    shutil.copy(corpus / f"{DOC}.txt", tmp_path)
    shutil.copy(corpus / f"{DOC}.csv", tmp_path)
    text = "𠮷田市通报😀。2023年，全市新增企业3200家，总数达5万家。"
    (tmp_path / "rare.txt").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def server(folder: Path, rules: Rules) -> Iterator[ReviewServer]:
    with running(Store(folder, rules=rules)) as one:
        yield one


class running:
    """A server that answers in a thread of its own until the block ends."""

    def __init__(self, store: Store, *, port: int = 0) -> None:
        self.server = serve(store, port=port)

    def __enter__(self) -> ReviewServer:
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.05})
        self.thread.start()
        return self.server

    def __exit__(self, *error: object) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()


def ask(
    server: ReviewServer, path: str, *, method: str = "GET", body: object = None, **headers: str
) -> tuple[int, Any]:
    """The status and answer of a request with the right Host and token, unless headers say otherwise."""
    connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=10)
    sent = {"X-Token": server.token, **{name.replace("_", "-"): value for name, value in headers.items()}}
    data = None if body is None else json.dumps(body)
    if data is not None:
        sent.setdefault("Content-Type", "application/json")
    try:
        connection.request(method, path, data, sent)
        response = connection.getresponse()
        content = response.read().decode("utf-8")
    finally:
        connection.close()
    is_json = response.headers.get_content_type() == "application/json"
    return response.status, json.loads(content) if is_json else content


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"X_Token": ""}, 403),
        ({"X_Token": "x" * 32}, 403),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec_Fetch_Site": "cross-site"}, 403),
    ],
    ids=[
        "own",
        "no-token",
        "wrong-token",
        "other-host",
        "no-port",
        "other-origin",
        "null-origin",
        "cross-site",
    ],
)
@pytest.mark.parametrize("method", ["GET", "PUT"])
def test_who_may_ask(
    server: ReviewServer, folder: Path, headers: dict[str, str], status: int, method: str
) -> None:
    before = (folder / f"{DOC}.csv").read_bytes()
    _, sheet = ask(server, f"/api/article/{DOC}")
    body = None if method == "GET" else {"rows": [], "version": sheet["version"]}
    assert ask(server, f"/api/article/{DOC}", method=method, body=body, **headers)[0] == status
    changed = (folder / f"{DOC}.csv").read_bytes() != before
    assert changed == (method == "PUT" and status == 200)


def test_only_loopback_listens(server: ReviewServer) -> None:
    assert server.server_address[0] == "127.0.0.1"
    assert server.token not in ask(server, "/")[1]


def test_tokens_differ(folder: Path, rules: Rules) -> None:
    store = Store(folder, rules=rules)
    with running(store) as one, running(store) as other:
        assert one.token != other.token
        assert ask(other, "/api/articles", X_Token=one.token)[0] == 403


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/api/article/nothing", 422),
        ("/api/article/..%2F..%2Fetc%2Fpasswd", 422),
        ("/api/other", 404),
        ("/other", 404),
        ("/../server.py", 404),
    ],
)
def test_what_is_not_there(server: ReviewServer, path: str, status: int) -> None:
    assert ask(server, path)[0] == status


@pytest.mark.parametrize(
    ("body", "content_type", "status"),
    [
        ({"version": "x"}, "application/json", 400),
        ([], "application/json", 400),
        ({"rows": ["x"], "version": ""}, "application/json", 400),
        ({"rows": []}, "text/plain", 415),
        ({"rows": [{"kind": "quantity"}], "version": ""}, "application/json", 422),
        ({"rows": [], "rejected": {}, "version": ""}, "application/json", 422),
        ({"rows": [], "rejected": ["x"], "version": ""}, "application/json", 422),
    ],
    ids=["no-rows", "no-object", "no-row", "form", "bad-row", "no-rejected", "bad-rejected"],
)
def test_bad_requests_change_nothing(
    server: ReviewServer, folder: Path, body: object, content_type: str, status: int
) -> None:
    before = (folder / f"{DOC}.csv").read_bytes()
    answer = ask(server, f"/api/article/{DOC}", method="PUT", body=body, Content_Type=content_type)
    assert answer[0] == status and answer[1]["error"]
    assert (folder / f"{DOC}.csv").read_bytes() == before


def test_a_second_writer_is_told(folder: Path, rules: Rules) -> None:
    """Two tabs read the same rows; the second to save is refused and the first one's row stays."""
    one, other = Store(folder, rules=rules), Store(folder, rules=rules)
    sheet = one.read(DOC)
    rows = [cells(claim) for claim in sheet.rows]
    one.save(DOC, rows[:-1], version=sheet.version)
    with pytest.raises(Conflict, match="changed elsewhere"):
        other.save(DOC, rows, version=sheet.version)
    assert len(read_gold(folder / f"{DOC}.csv")) == len(rows) - 1


def test_an_article_without_gold_gets_a_file(folder: Path, rules: Rules) -> None:
    store = Store(folder, rules=rules)
    sheet = store.read("rare")
    assert sheet.rows == () and len(sheet.proposals) >= 1 and store.rows_saved("rare") is None
    store.save("rare", [cells(sheet.proposals[0])], version=sheet.version)
    again = store.read("rare")
    assert len(again.rows) == 1 and len(again.proposals) == len(sheet.proposals) - 1
    assert [path.name for path in folder.glob(".*")] == []


def test_what_was_rejected_is_not_proposed_again(folder: Path, rules: Rules) -> None:
    store = Store(folder, rules=rules)
    sheet = store.read("rare")
    one, *others = sheet.proposals
    store.save("rare", [], rejected=[Rejected.of(one)], version=sheet.version)
    assert not (folder / "rare.csv").exists(), "to reject a proposal makes no gold"
    again = Store(folder, rules=rules).read("rare")
    assert [*again.proposals] == others and again.rejected == (Rejected.of(one),)
    with pytest.raises(Conflict):
        store.save("rare", [cells(one)], version=sheet.version)
    # As gold it is rejected no more, and nothing is left of the file.
    version = store.save("rare", [cells(one)], rejected=again.rejected, version=again.version)
    assert store.read("rare").rejected == ()
    assert sorted(path.name for path in folder.glob("rare*")) == ["rare.csv", "rare.txt"]
    assert store.save("rare", [cells(one)], version=version) == version


def test_an_article_that_was_edited_has_its_proposals_again(folder: Path, rules: Rules) -> None:
    store = Store(folder, rules=rules)
    sheet = store.read("rare")
    store.save("rare", [], rejected=map(Rejected.of, sheet.proposals), version=sheet.version)
    assert store.read("rare").proposals == ()
    text = (folder / "rare.txt").read_text(encoding="utf-8")
    (folder / "rare.txt").write_text(text.replace("3200家", "3300家"), encoding="utf-8")
    assert [claim.text for claim in store.read("rare").proposals] == ["3300家"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[", "is no JSON; mend it, or delete it"),
        ("{}", "are no list"),
        ('[{"kind": "quantity", "start": 3, "end": 5}]', "row 1 is no anchor"),
        ('[{"kind": "number", "start": 3, "end": 5, "text": "3家"}]', "row 1 is no anchor"),
        ('[{"kind": "quantity", "start": "x", "end": 5, "text": "3家"}]', "row 1 is no anchor"),
        ("[3]", "row 1 is no anchor"),
    ],
)
def test_a_broken_list_of_rejected_rows_is_named(
    folder: Path, rules: Rules, content: str, message: str
) -> None:
    (folder / "rare.rejected.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=f"rare.rejected.json: .*{message}"):
        Store(folder, rules=rules).read("rare")


def test_rejected_rows_are_no_article_and_no_gold(folder: Path, rules: Rules) -> None:
    store = Store(folder, rules=rules)
    sheet = store.read("rare")
    before = [article.doc_id for article in read_articles([folder])], set(gold_claims(folder))
    store.save("rare", [], rejected=map(Rejected.of, sheet.proposals), version=sheet.version)
    assert (folder / "rare.rejected.json").is_file()
    assert ([article.doc_id for article in read_articles([folder])], set(gold_claims(folder))) == before


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"text": "1209起"}, "does not stand at"),
        ({"value": "1,208"}, "no plain decimal"),
        ({"bound": "about"}, "no bound"),
        ({"end": "0"}, "no span"),
    ],
)
def test_rows_that_break_the_guide_are_refused(
    folder: Path, rules: Rules, change: dict[str, str], message: str
) -> None:
    store = Store(folder, rules=rules)
    sheet = store.read(DOC)
    before = (folder / f"{DOC}.csv").read_bytes()
    rows = [cells(claim) for claim in sheet.rows]
    with pytest.raises(InputError, match=message):
        store.save(DOC, [{**rows[0], **change}, *rows[1:]], version=sheet.version)
    with pytest.raises(InputError, match="two rows"):
        store.save(DOC, [rows[0], *rows], version=sheet.version)
    assert (folder / f"{DOC}.csv").read_bytes() == before


def test_a_write_that_fails_leaves_the_old_file(
    folder: Path, rules: Rules, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = Store(folder, rules=rules)
    sheet = store.read(DOC)
    before = (folder / f"{DOC}.csv").read_bytes()

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("extractor.gold_file.os.fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.save(DOC, [], version=sheet.version)
    assert (folder / f"{DOC}.csv").read_bytes() == before
    assert sorted(path.suffix for path in folder.iterdir()) == [".csv", ".txt", ".txt"]


# In the browser.


@pytest.fixture(scope="module")
def driver() -> Iterator[Any]:
    with chromium() as driver:
        yield driver


def wait(driver: Any, condition: str) -> None:
    from selenium.webdriver.support.ui import WebDriverWait

    WebDriverWait(driver, 10, poll_frequency=0.05).until(
        lambda one: one.execute_script(f"return {condition}")
    )


def visit(driver: Any, server: ReviewServer | str, doc: str = DOC) -> None:
    driver.get("about:blank")
    driver.get(server if isinstance(server, str) else server.url)
    wait(driver, "document.getElementById('articles').options.length === 2")
    wait(driver, "/proposed/.test(document.getElementById('status').textContent)")
    if doc != DOC:
        driver.execute_script(
            "const list = document.getElementById('articles'); list.value = arguments[0];"
            "list.dispatchEvent(new Event('change'))",
            doc,
        )
        wait(driver, f"document.title.startsWith('{doc} ')")


def press(driver: Any, *keys: str) -> None:
    from selenium.webdriver.common.action_chains import ActionChains

    ActionChains(driver).send_keys(*keys).perform()


def saved(driver: Any) -> None:
    wait(driver, "document.getElementById('status').textContent.startsWith('Saved')")


def test_the_keyboard_deletes_accepts_and_corrects(driver: Any, server: ReviewServer, folder: Path) -> None:
    from selenium.webdriver.common.keys import Keys

    gold = folder / f"{DOC}.csv"
    before = read_gold(gold)
    visit(driver, server)
    press(driver, "j", "k", "d")
    saved(driver)
    assert [*read_gold(gold)] == [*before[1:]]
    visit(driver, server, "rare")
    press(driver, "a")
    saved(driver)
    assert len(read_gold(folder / "rare.csv")) == 1
    press(driver, "e")
    driver.execute_script("document.activeElement.value = ''")
    press(driver, "企业总数", Keys.ENTER)
    wait(driver, "document.getElementById('form').hidden")
    saved(driver)
    wait(
        driver,
        "[...document.querySelectorAll('#rows .saved')].some((row) => row.textContent.includes('企业总数'))",
    )
    assert read_gold(folder / "rare.csv")[0].indicator == "企业总数"


def test_a_rejected_proposal_stays_away_until_asked_for(
    driver: Any, server: ReviewServer, folder: Path
) -> None:
    visit(driver, server, "rare")
    proposals = len(driver.find_elements("css selector", "#rows .proposal"))
    assert proposals == 2
    press(driver, "d")
    saved(driver)
    assert "1 rejected" in driver.find_element("id", "status").text
    assert not (folder / "rare.csv").exists()
    visit(driver, server, "rare")
    assert len(driver.find_elements("css selector", "#rows .proposal")) == proposals - 1
    driver.find_element("id", "again").click()
    wait(driver, f"document.querySelectorAll('#rows .proposal').length === {proposals}")
    assert not (folder / "rare.rejected.json").exists()
    assert not driver.find_element("id", "again").is_enabled()


def test_a_deleted_row_is_not_proposed_at_once(driver: Any, server: ReviewServer, folder: Path) -> None:
    visit(driver, server, "rare")
    press(driver, "a")
    saved(driver)
    press(driver, "d")
    wait(driver, "document.getElementById('status').textContent === 'Saved: 0 rows, 1 rejected'")
    visit(driver, server, "rare")
    assert len(driver.find_elements("css selector", "#rows .proposal")) == 1
    assert driver.find_element("css selector", "#articles option:checked").text == "rare (0)"


def test_a_row_is_made_from_selected_text(driver: Any, server: ReviewServer, folder: Path) -> None:
    """Offsets count code points, also behind characters that are two units in JavaScript."""
    visit(driver, server, "rare")
    driver.execute_script(
        "const walker = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT);"
        "let node; while ((node = walker.nextNode())) { const at = node.data.indexOf('5万家'); if (at >= 0) {"
        "getSelection().setBaseAndExtent(node, at, node, at + 3); return; } }"
    )
    driver.find_element("id", "new").click()
    wait(driver, "!document.getElementById('form').hidden")
    driver.find_element("css selector", "#form button[type=submit]").click()
    saved(driver)
    (row,) = read_gold(folder / "rare.csv", text=(folder / "rare.txt").read_text(encoding="utf-8"))
    assert (row.text, str(row.value), row.unit, row.bound) == ("5万家", "50000", "家", "exact")


def test_a_lost_browser_loses_no_saved_row(driver: Any, server: ReviewServer, folder: Path) -> None:
    visit(driver, server)
    rows = len(read_gold(folder / f"{DOC}.csv"))
    press(driver, "d")
    saved(driver)
    driver.get("about:blank")
    visit(driver, server)
    assert len(driver.find_elements("css selector", "#rows .saved")) == rows - 1


def test_a_second_tab_overwrites_nothing(driver: Any, server: ReviewServer, folder: Path) -> None:
    gold = folder / f"{DOC}.csv"
    rows = len(read_gold(gold))
    visit(driver, server)
    first = driver.current_window_handle
    driver.switch_to.new_window("tab")
    visit(driver, server)
    press(driver, "d")
    saved(driver)
    driver.close()
    driver.switch_to.window(first)
    press(driver, "j", "j", "d")
    wait(driver, "!document.getElementById('reload').hidden")
    assert "changed elsewhere" in driver.find_element("id", "status").text
    assert len(read_gold(gold)) == rows - 1
    driver.find_element("id", "reload").click()
    wait(driver, "/proposed/.test(document.getElementById('status').textContent)")
    press(driver, "j", "d")
    saved(driver)
    assert len(read_gold(gold)) == rows - 2


def test_a_killed_server_loses_no_saved_row(driver: Any, folder: Path) -> None:
    gold = folder / f"{DOC}.csv"
    rows = len(read_gold(gold))
    command = [sys.executable, "-m", "extractor", "review", str(folder), "--no-browser"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        try:
            assert process.stdout is not None
            url = process.stdout.readline().strip()
            visit(driver, url)
            press(driver, "d")
            saved(driver)
        finally:
            process.kill()
    press(driver, "d")
    wait(driver, "document.getElementById('status').textContent.startsWith('Not saved')")
    assert len(read_gold(gold)) == rows - 1
    driver.execute_script(
        "addEventListener('beforeunload', (event) => event.stopImmediatePropagation(), true)"
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(
    driver: Any, server: ReviewServer, scheme: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    source = axe_source(tmp_path_factory.mktemp("axe"))
    driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": True})
    visit(driver, server)
    press(driver, "e")
    try:
        assert violations(driver, source) == []
    finally:
        driver.execute_cdp_cmd("Page.setBypassCSP", {"enabled": False})


def test_the_console_stays_empty(driver: Any, server: ReviewServer) -> None:
    driver.get("about:blank")
    driver.get_log("browser")
    visit(driver, server)
    assert driver.get_log("browser") == []
