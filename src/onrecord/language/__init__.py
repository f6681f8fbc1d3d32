"""Reading the language of an article: spaCy components that annotate a Doc, one file each.

`onrecord.language.annotations` declares what they leave on the Doc; `onrecord.language.pipeline` puts them together.
"""
