"""คนในสำนักงาน (people at their browsers): what somebody does by hand on the pages, in the words of the office."""

from __future__ import annotations

import re


class Person:
    """One of the office's people at a browser of their own."""

    def __init__(self, web, name):
        self.web, self.name = web, name
        if name not in web.phones:
            web.open_account(name)
        self.browser = web.sign_in(name)

    def get(self, path, **options):
        return self.browser.get(path, **options)

    def press(self, page, address):
        """Press the button of a page that leads to ``address`` (a pattern), with its form's hidden fields."""
        found = re.search(address, page.text)
        assert found, f"no button leads to {address}"
        return self.browser.post(
            found.group(0), {"csrf_token": re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)}
        )

    def act_as(self, post):
        """Switch to another post, as with the menu on top."""
        page = self.get("/in-tray")
        key = re.search(rf'name="post"\s+value="({re.escape(post)}[^"]*)"', page.text).group(1)
        token = re.search(r'name="csrf_token" value="([^"]+)"', page.text).group(1)
        self.browser.post("/me/post", {"csrf_token": token, "post": key, "back": "/in-tray"}, status=303)

    def register_arrival(self, **fields):
        """Open what waits, fill in the form of registering, save; gives the page with the number."""
        page = self.get("/in-tray")
        key = re.search(r"/deliveries/(\w+)/open", page.text).group(1)
        self.press(page, rf"/deliveries/{key}/open")
        form = self.get(f"/deliveries/{key}/register").forms["register"]
        return fill(form, **fields).submit(status=303).follow()

    def endorse(self, paper, act, **fields):
        """Write a note on a paper."""
        form = self.get(f"/p/{paper}?tab=endorse&act={act}").forms["note"]
        return fill(form, **fields).submit(status=303).follow()

    def write(self, address, *, addressees, **fields):
        """Write a memo; gives its key. A number that is not found here is confirmed."""
        form = self.get(address).forms["draft"]
        for box in form.fields["addressees"]:
            box.checked = box._value in addressees
        done = fill(form, **fields).submit(status="*")
        if done.status_int == 409:
            form = done.forms["draft"]
            for box in form.fields["confirm"]:
                box.checked = True
            done = form.submit()
        assert done.status_int == 303, done.text
        return done.location.rpartition("/")[2]

    def sign(self, letter, name):
        """Type the name and the code of the phone; gives the page with the number."""
        form = self.get(f"/l/{letter}/sign").forms["sign"]
        form["typed_name"], form["otp"] = name, self.web.code(self.name)
        done = form.submit(status=303).follow()
        self.web.later(seconds=30)
        return done

    def find(self, words):
        """The addresses of the chains that a search finds."""
        page = self.get("/search", params={"q": words})
        return set(re.findall(r'href="(/[lp]/\w{13})', page.text))


def fill(form, **fields):
    for name, value in fields.items():
        if isinstance(value, (list, tuple)):
            for box in form.fields[name]:
                box.checked = box._value in value
        else:
            form[name] = value
    return form


def key_of(page):
    return re.search(r'href="/p/(\w{13})"', page.text).group(1)


def big_number(page):
    return re.search(r'class="big-number">([^<]+)<', page.text).group(1)
