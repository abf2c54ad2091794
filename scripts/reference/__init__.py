"""The pages in docs/reference, written from the code: `python -m scripts.reference`."""
