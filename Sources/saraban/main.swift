print("saraban")
