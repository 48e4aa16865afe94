* nothing but a comment
