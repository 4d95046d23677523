A reference (อ้างถึง) names the office that issued the letter: typed before ที่, given as `owner` in the API, or filled in from the letter here when a draft is saved.
